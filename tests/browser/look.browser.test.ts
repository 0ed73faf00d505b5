// What the main screens look like, against pictures that are kept in look/ (UPDATE_LOOK=1 keeps them anew; look at them before committing).
// Without an engine and from a recording, so that each run shows the same.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { type LabProcess, startLab } from './support/lab-process';
import { lookOf } from './support/look';
import { idlePod } from './support/workbench';

const RECORDING = new URL('../../components/panes/stage/recordings/self-healing.kulissen.json', import.meta.url);
/** Who is signed in, what the machine has, the time of day. */
const HIDE = `
  .check { display: none }
  [data-testid="terminal"] *, .tl-axis, time { visibility: hidden !important }
`;

async function playRecording(page: Page): Promise<void> {
  await page.getByTestId('recordings').click();
  const buffer = readFileSync(RECORDING);
  await page.getByTestId('recording-file').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer });
  await page.getByTestId('recording-bar').waitFor();
  await page.getByTestId('scrubber').press('End');
  await page.locator('[data-testid="stage"] [data-container][data-state="running"]').first().waitFor();
}

describe.each([
  ['de', 'light'],
  ['de', 'dark'],
  ['en', 'light'],
  ['en', 'dark'],
] as const)('in %s and %s', (locale, colorScheme) => {
  let lab: LabProcess;
  let browser: TestBrowser;
  beforeAll(async () => {
    lab = await startLab({ KULISSEN_RUNTIME: 'memory', DOCKER_SOCKET: '/nowhere.sock' });
    const folder = join(lab.dataDir, 'home/kubelet-manifests');
    mkdirSync(folder);
    writeFileSync(join(folder, 'web.yaml'), idlePod('web'));
    browser = await openBrowser({ locale: locale === 'de' ? 'de-DE' : 'en-GB', colorScheme });
    await browser.page.emulateMedia({ reducedMotion: 'reduce' });
    await browser.page.goto(lab.url.replace('/de/', `/${locale}/`));
    await browser.page.getByTestId('begin').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.dispose();
  });
  const look = (name: string) => lookOf(browser.page, `${name}-${locale}-${colorScheme}`, HIDE);

  it('the start page', async () => {
    const { page } = browser;
    await page.goto(`${lab.base}/${locale}`);
    await page.getByTestId('recording-figure').locator('[data-pod]').first().waitFor();
    // The machine has been looked at: until then the lead does not know whether the containers are real.
    await page.locator('.check a[href$="/preflight"]').waitFor();
    expect(await look('start')).toBe('');
  });

  it('the workbench, with what a recording shows', async () => {
    const { page } = browser;
    await page.goto(`${lab.base}/${locale}/lessons/walkthrough/start`);
    await page.locator('.monaco-editor .view-line').first().waitFor();
    await playRecording(page);
    expect(await look('workbench')).toBe('');
  });

  it('a lesson on a phone', async () => {
    const { page } = browser;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${lab.base}/${locale}/lessons/01-architecture`);
    await page.getByTestId('lesson').locator('h1').first().waitFor();
    expect(await look('phone')).toBe('');
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});
