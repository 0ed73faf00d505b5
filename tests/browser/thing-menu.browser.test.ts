// What can be done with a thing on the stage, by right click and by key; and a crowd of sixty that stays legible.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { type LabProcess, startLab } from './support/lab-process';
import { enterWorkbench, idlePod, onStage, startKubelet } from './support/workbench';

/** In the page: texts of the stage that are cut off although they are states or names without a way to read them whole. */
const CUT_WORDS = `[...document.querySelectorAll('[data-testid="stage"] .st')].filter((word) => word.checkVisibility() && word.scrollWidth > word.clientWidth + 1).map((word) => word.textContent)`;

describe('a thing’s menu', () => {
  let lab: LabProcess;
  let browser: TestBrowser;
  const menu = () => browser.page.getByTestId('thing-menu');
  const put = (name: string) => {
    const folder = join(lab.dataDir, 'home/kubelet-manifests');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.yaml`), idlePod(name));
  };

  beforeAll(async () => {
    // The imitated engine: sixty pods of the real one would measure this machine's disk.
    lab = await startLab({ KULISSEN_RUNTIME: 'memory', DOCKER_SOCKET: '/nowhere.sock', KULISSEN_LOCALE: 'en' });
    browser = await openBrowser({ locale: 'en-GB' });
    await enterWorkbench(browser.page, lab, 'en');
    put('web');
    await startKubelet(browser.page);
    await onStage(browser.page, { pod: 'web-worker1', container: 'c', state: 'running' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.dispose();
  });

  it('opens by right click, kills, and shows the command', async () => {
    const { page } = browser;
    await page.locator('.stage-block[data-pod="web-worker1"] .stage-hit').click({ button: 'right' });
    await menu().waitFor();
    const { violations } = await new AxeBuilder({ page }).include('[data-testid="thing-menu"]').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await menu()
      .getByText(/sudo docker kill [0-9a-f]{12}/)
      .waitFor();
    await menu().locator('[data-deed="container:kill"]').click();
    await page
      .getByTestId('thing-said')
      .getByText(/sudo docker kill [0-9a-f]{12}/)
      .waitFor();
    await onStage(page, { pod: 'web-worker1', container: 'c', state: 'running', attempt: 1 }).waitFor();
    expect(await menu().count()).toBe(0);
  });

  it('opens by key on a sandbox, goes by arrows, leads to a tab of the inspector, and gives the focus back', async () => {
    const { page } = browser;
    const pause = page.locator('.stage-base[data-pod="web-worker1"] .stage-hit');
    await pause.focus();
    await page.keyboard.press('Shift+F10');
    await menu().waitFor();
    await page.keyboard.press('Escape');
    expect(await menu().count()).toBe(0);
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe(await pause.getAttribute('aria-label'));
    await page.keyboard.press('Shift+F10');
    await menu().waitFor();
    // kill, stop, remove; then the ways to look.
    for (let down = 0; down < 5; down += 1) await page.keyboard.press('ArrowDown');
    expect(await page.locator(':focus').getAttribute('data-look')).toBe('inspect');
    await page.keyboard.press('Enter');
    await page.locator('.inspector-panel[data-panel="inspect"]').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe(await pause.getAttribute('aria-label'));
  });

  it('says what a deed needs instead of doing it', async () => {
    const { page } = browser;
    await page.locator('.stage-block[data-pod="web-worker1"] .stage-hit').click({ button: 'right' });
    const fill = menu().locator('[data-deed="container:fill"]');
    expect(await fill.getAttribute('aria-disabled')).toBe('true');
    expect(await fill.innerText()).toContain('real Docker engine');
    await page.keyboard.press('Escape');
  });

  it('sixty pods fit: at most 1500 elements, no state word is cut, each pod can be found by its name', async () => {
    const { page } = browser;
    const names = Array.from({ length: 59 }, (_, at) => `pod-number-${String(at).padStart(2, '0')}`);
    for (const name of names) put(name);
    const running = page.locator('[data-testid="stage"] [data-container="c"][data-state="running"]');
    await expect.poll(() => running.count(), { timeout: 120_000 }).toBe(60);
    expect(await page.locator('[data-testid="stage"] *').count()).toBeLessThanOrEqual(1500);
    expect(await page.evaluate(CUT_WORDS)).toEqual([]);
    for (const name of names) {
      const room = page.locator(`[data-testid="stage"] [data-room="${name}-worker1"]`);
      expect(await room.getAttribute('aria-label')).toContain(name);
    }
  });
});
