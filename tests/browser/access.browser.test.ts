// Every page in both languages and both themes: axe finds nothing, and nothing overflows at the sizes people have.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { type LabProcess, startLab } from './support/lab-process';
import { enterWorkbench, idlePod, onStage, startKubelet } from './support/workbench';

const PAGES = ['', '/truth', '/lessons/walkthrough/start', '/lessons/walkthrough/heal'];
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.split('\n')[1] ?? ''}`),
  );
}

describe.each(['light', 'dark'] as const)('pages in the %s theme', (colorScheme) => {
  let lab: LabProcess;
  let browser: TestBrowser;
  beforeAll(async () => {
    lab = await startLab();
    browser = await openBrowser({ colorScheme });
    const { page } = browser;
    await enterWorkbench(page, lab);
    await startKubelet(page);
    const { writeFileSync } = await import('node:fs');
    writeFileSync(`${lab.dataDir}/home/kubelet-manifests/web.yaml`, idlePod('web'));
    await onStage(page, { pod: 'web-worker1', container: 'c', state: 'running' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.dispose();
  });

  it.each(['de', 'en'].flatMap((locale) => PAGES.map((path) => `/${locale}${path}`)))(
    '%s is accessible',
    async (path) => {
      const { page } = browser;
      await page.goto(lab.base + path);
      await page.locator('h1').first().waitFor();
      if (path.includes('lessons')) await page.locator('.monaco-editor .view-line').first().waitFor();
      expect(await violations(page)).toEqual([]);
    },
  );

  it.each(['/de/login', '/en/login'])('%s is accessible', async (path) => {
    // Somebody without a session: with one, the page leads on.
    const stranger = await openBrowser({ colorScheme });
    await stranger.page.goto(lab.base + path);
    await stranger.page.locator('h1').waitFor();
    expect(await violations(stranger.page)).toEqual([]);
    await stranger.close();
  });

  it.each(SIZES)('the workbench fits $width×$height', async ({ width, height }) => {
    const { page } = browser;
    await page.setViewportSize({ width, height });
    await page.goto(`${lab.base}/de/lessons/walkthrough/start`);
    await page.getByTestId('lesson').waitFor();
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);
    expect(browser.problems).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});
