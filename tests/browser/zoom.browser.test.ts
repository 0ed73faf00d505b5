// 200 % zoom of a 1440 × 900 window is a window of 720 × 450 CSS pixels: everything is still there and can be reached.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { type LabProcess, startLab } from './support/lab-process';
import { idlePod } from './support/workbench';

/** In the page: whether it can be scrolled sideways. */
const WIDER = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
/** In the page: buttons and links in sight that lie outside the window, or whose words are cut off without another way to read them. */
const LOST = `[...document.querySelectorAll('button, a, [role="tab"]')].filter((element) => {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest('[inert], .sr')) return false;
  // What lies in something that scrolls can be scrolled to.
  for (let box = element.parentElement; box; box = box.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(box);
    if (/auto|scroll/.test(overflowX + overflowY) && (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight)) return false;
  }
  const box = element.getBoundingClientRect();
  if (box.width < 2 || box.height < 2) return false;
  const page = document.documentElement;
  const below = page.scrollHeight <= page.clientHeight && (box.bottom > innerHeight + 1 || box.top < -1);
  const outside = box.right > innerWidth + 1 || box.left < -1 || below;
  const named = element.title || element.getAttribute('aria-label');
  return outside || (!named && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible');
}).map((element) => element.outerHTML.slice(0, 120))`;

describe.each(['de', 'en'] as const)('at 200 % (%s)', (locale) => {
  let lab: LabProcess;
  let browser: TestBrowser;
  beforeAll(async () => {
    lab = await startLab({ KULISSEN_RUNTIME: 'memory', DOCKER_SOCKET: '/nowhere.sock' });
    const folder = join(lab.dataDir, 'home/kubelet-manifests');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'web.yaml'), idlePod('web'));
    browser = await openBrowser({ locale: locale === 'de' ? 'de-DE' : 'en-GB', width: 720, height: 450 });
    await browser.page.goto(lab.url.replace(/\/(de|en)\//, `/${locale}/`));
    await browser.page.getByTestId('begin').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.dispose();
  });

  it.each(['', '/preflight', '/lessons/01-architecture/way'])('%s loses nothing', async (path) => {
    const { page } = browser;
    await page.goto(`${lab.base}/${locale}${path}`);
    await page.locator('main').first().waitFor();
    expect(await page.evaluate(WIDER)).toBe(false);
    expect(await page.evaluate(LOST)).toEqual([]);
  });

  it('each pane of the workbench can be had, whole', async () => {
    const { page } = browser;
    await page.goto(`${lab.base}/${locale}/lessons/walkthrough/start`);
    const bar = page.locator('.phonebar button');
    await bar.first().waitFor();
    for (const [at, pane] of ['lesson', 'terminal', 'stage'].entries()) {
      await bar.nth(at).click();
      await page.getByTestId(pane).waitFor();
      expect(await page.evaluate(WIDER), pane).toBe(false);
      expect(await page.evaluate(LOST), pane).toEqual([]);
    }
    await page.locator('[data-testid="stage"] [data-manifest="web.yaml"]').scrollIntoViewIfNeeded();
    await page.getByTestId('kubelet-start').click();
    const block = page.locator('.stage-block[data-pod="web-worker1"][data-state="running"]');
    await block.waitFor();
    await block.scrollIntoViewIfNeeded();
    expect(await page.evaluate(LOST)).toEqual([]);
  });
});
