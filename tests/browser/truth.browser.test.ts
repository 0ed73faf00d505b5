// The page "What is real here?": all of it in the server's HTML, found by searching, narrowed to an area, on a phone too.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deviations } from '@/lib/i18n/deviations';
import { openBrowser, type TestBrowser } from './support/chromium';
import { type LabProcess, startLab } from './support/lab-process';

let lab: LabProcess;
let browser: TestBrowser;
beforeAll(async () => {
  lab = await startLab({ KULISSEN_RUNTIME: 'memory', DOCKER_SOCKET: '/nowhere.sock' });
  browser = await openBrowser();
  await browser.page.goto(lab.url);
  await browser.page.getByTestId('begin').waitFor();
});
afterAll(async () => {
  await browser?.close();
  await lab?.dispose();
});

const rows = () => browser.page.locator('.diff tr[id]');

it.each(['de', 'en'] as const)('says every difference in the HTML itself (%s)', async (locale) => {
  const html = await (await browser.page.request.get(`${lab.base}/${locale}/truth`)).text();
  const body = html.slice(0, html.indexOf('</main>'));
  const areas = Object.entries(deviations[locale]);
  for (const [area, of] of areas) for (const name of Object.keys(of)) expect(body).toContain(`id="${area}-${name}"`);
});

it('is one click away from the start page and from the contents of a lesson', async () => {
  const { page } = browser;
  await page.goto(`${lab.base}/de`);
  await page.locator('.lead a').click();
  await page.waitForURL('**/de/truth');
  await page.goto(`${lab.base}/de/lessons/walkthrough/start`);
  await page.locator('.crumb').click();
  await page.getByTestId('truth-link').click();
  await page.waitForURL('**/de/truth');
});

it('finds by words and by area, and says when there is nothing', async () => {
  const { page } = browser;
  await page.goto(`${lab.base}/de/truth`);
  const all = await rows().count();
  await page.getByRole('button', { name: 'Volumes' }).click();
  expect(await rows().count()).toBe(Object.keys(deviations.de.volumes).length);
  await page.getByTestId('truth-search').fill('downwardapi');
  await expect.poll(() => rows().count()).toBe(1);
  await page.getByTestId('truth-search').fill('Kartoffel');
  await page.getByTestId('truth-none').waitFor();
  await page.getByTestId('truth-search').fill('');
  await page.getByRole('button', { name: 'Alle' }).click();
  expect(await rows().count()).toBe(all);
  expect(browser.problems).toEqual([]);
});

it('keeps its tools in sight while one scrolls, and fits a phone', async () => {
  const { page } = browser;
  await page.goto(`${lab.base}/en/truth#flags-inert`);
  const tools = await page.locator('.diff-tools').boundingBox();
  expect(tools?.y).toBe(0);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${lab.base}/en/truth`);
  await rows().first().waitFor();
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(overflow).toBe(0);
});
