// The printable workbook: empty, filled by what a learner does, in both languages and themes, on paper, after a restart.
import { writeFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { docker, type LabProcess, startLab } from './support/lab-process';
import { screenShows } from './support/screen';
import { enterWorkbench, onStage, startKubelet } from './support/workbench';

const NGINX = `apiVersion: v1
kind: Pod
metadata:
  name: nginx
spec:
  containers:
    - name: nginx
      image: nginx:latest
      imagePullPolicy: IfNotPresent
      ports:
        - containerPort: 80
`;

let lab: LabProcess;
let browser: TestBrowser;
beforeAll(async () => {
  lab = await startLab();
  browser = await openBrowser({ colorScheme: 'dark' });
});
afterAll(async () => {
  await browser?.close();
  await lab?.dispose();
});

const taskDone = (page: Page, task: string) =>
  page.locator(`[data-testid="lesson"] [data-task="${task}"][data-state="done"]`).waitFor({ timeout: 120_000 });
const step = (page: Page, id: string) => page.locator(`[data-lesson="walkthrough"] [data-step="${id}"]`);
const textColour = (page: Page) => page.evaluate('getComputedStyle(document.querySelector("h1")).color');

it('says so while there is nothing in it', async () => {
  const { page } = browser;
  await page.goto(lab.url);
  await page.getByTestId('begin').waitFor();
  await page.goto(`${lab.base}/de/workbook`);
  await page.getByTestId('workbook-empty').waitFor();
  expect(await page.locator('main').innerText()).toContain('Hier steht noch nichts.');
});

it('holds what the learner wrote, predicted and achieved', async () => {
  const { page } = browser;
  await enterWorkbench(page, lab);
  await page.goto(`${lab.base}/de/lessons/walkthrough/start`);
  await screenShows(page, /\w+@worker1:~\$/);
  await startKubelet(page);
  await taskDone(page, 'kubelet');
  await page.goto(`${lab.base}/de/lessons/walkthrough/manifest`);
  await page.getByTestId('lesson').waitFor();
  writeFileSync(`${lab.dataDir}/home/kubelet-manifests/nginx.yaml`, NGINX);
  await taskDone(page, 'ready');
  await page.goto(`${lab.base}/de/lessons/walkthrough/heal`);
  await page.locator('[data-question="what-returns"] input[value="pod"]').check();
  const running = await docker.listContainers({ filters: { name: ['k8s_nginx_nginx-worker1'] } });
  await docker.getContainer(running[0]?.Id ?? '').kill();
  await onStage(page, { pod: 'nginx-worker1', container: 'nginx', state: 'running', attempt: 1 }).waitFor();
  await page.locator('[data-testid="lesson"] [data-state="done"]').nth(1).waitFor();

  await page.locator('.crumb').click();
  await page.getByTestId('workbook-link').click();
  await page.waitForURL('**/de/workbook');
  const heal = step(page, 'heal');
  await heal.waitFor();
  expect(await heal.locator('[data-question="what-returns"]').innerText()).toMatch(
    /Ihre Vorhersage: .+nicht richtig\s+So kam es: /s,
  );
  expect(await heal.locator('.book-events').innerText()).toMatch(/nginx beendet vorgefunden, Exit-Code\s137/);
  expect(await heal.locator('[data-task][data-done]').count()).toBe(2);
  expect(await step(page, 'manifest').locator('[data-file="nginx.yaml"] pre').innerText()).toBe(NGINX.trimEnd());
  expect(browser.problems).toEqual([]);
});

it.each(['light', 'dark'].flatMap((theme) => ['de', 'en'].map((locale) => [locale, theme] as const)))(
  'is accessible in %s, %s',
  async (locale, colorScheme) => {
    const { page } = browser;
    await page.emulateMedia({ colorScheme: colorScheme === 'light' ? 'light' : 'dark' });
    await page.goto(`${lab.base}/${locale}/workbook`);
    await step(page, 'heal').waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))).toEqual([]);
  },
);

it('is printed light, without what can only be clicked, on A4', async () => {
  const { page } = browser;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${lab.base}/de/workbook`);
  await step(page, 'heal').waitFor();
  const ink = await textColour(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await textColour(page)).not.toBe(ink);
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  expect(await textColour(page)).toBe(ink);
  expect(await page.locator('.topbar').isVisible()).toBe(false);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  // A4 in points.
  expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45](?:\.\d+)? 84[12](?:\.\d+)?\]/);
  if (process.env.WORKBOOK_PDF) writeFileSync(process.env.WORKBOOK_PDF, pdf);
  await page.emulateMedia({ media: 'screen' });
});

it('is there again after the server was killed', async () => {
  const { page } = browser;
  await lab.stop('SIGKILL');
  await lab.restart();
  await page.goto(lab.url);
  await page.getByTestId('begin').waitFor();
  await page.goto(`${lab.base}/de/workbook`);
  await step(page, 'heal').waitFor();
  expect(await step(page, 'heal').locator('[data-task][data-done]').count()).toBe(2);
  expect(await step(page, 'manifest').locator('pre').count()).toBe(1);
});
