// Arrangements, palette, contents, pre-flight: everything by keyboard, and what is remembered.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { type LabProcess, startLab } from './support/lab-process';
import { enterWorkbench, idlePod } from './support/workbench';

describe('the workbench', () => {
  let lab: LabProcess;
  let browser: TestBrowser;
  const visible = async () => {
    const { page } = browser;
    const panes = ['lesson', 'editor', 'terminal', 'stage'] as const;
    const shown = await Promise.all(panes.map((pane) => page.getByTestId(pane).isVisible()));
    return panes.filter((_, at) => shown[at]).join(' ');
  };
  const focused = () =>
    browser.page.evaluate("document.activeElement?.closest('[data-testid]')?.getAttribute('data-testid')");

  beforeAll(async () => {
    lab = await startLab();
    browser = await openBrowser({ locale: 'en-GB' });
    await enterWorkbench(browser.page, lab, 'en');
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.dispose();
  });

  it('maximises and restores each pane by mouse and by key', async () => {
    const { page } = browser;
    for (const pane of ['lesson', 'editor', 'terminal', 'stage']) {
      await page.locator(`[data-maximise="${pane}"]`).click();
      await expect.poll(visible).toBe(pane);
      await page.keyboard.press('F9');
      await expect.poll(visible).toBe('lesson editor terminal stage');
    }
    await page.getByTestId('stage').focus();
    await page.keyboard.press('F9');
    await expect.poll(visible).toBe('stage');
    await page.keyboard.press('F9');
  });

  it('goes round the panes with F6, and out of the terminal with Ctrl+Shift+F6', async () => {
    const { page } = browser;
    await page.getByTestId('lesson').focus();
    const round: unknown[] = [];
    for (let at = 0; at < 4; at += 1) {
      await page.keyboard.press('F6');
      round.push(await focused());
    }
    expect(round).toEqual(['editor', 'terminal', 'stage', 'lesson']);
    await page.locator('.xterm:visible').click();
    await page.keyboard.press('Control+Shift+F6');
    expect(await page.evaluate("document.activeElement?.getAttribute('role')")).toBe('tab');
  });

  it('remembers the arrangement over a reload', async () => {
    const { page } = browser;
    await page.keyboard.press('Shift+F9');
    await expect.poll(visible).toBe('stage');
    await page.reload();
    await page.getByTestId('stage').waitFor();
    await expect.poll(visible).toBe('stage');
    await page.getByRole('button', { name: 'Lesson', exact: true }).click();
    await expect.poll(visible).toBe('lesson stage');
    await page.keyboard.press('Shift+F9');
    await expect.poll(() => page.evaluate('getComputedStyle(document.documentElement).fontSize')).toBe('24px');
    await page.getByRole('button', { name: 'Leave projector' }).click();
    await expect.poll(visible).toBe('lesson editor terminal stage');
  });

  it('moves a divider by two per cent, and resets it with Enter', async () => {
    const { page } = browser;
    const divider = page.locator('#gut-lesson');
    const at = async () => Number(await divider.getAttribute('aria-valuenow'));
    // Before the columns are measured it says 0.
    await expect.poll(at).toBeGreaterThan(10);
    const before = await at();
    await divider.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(at).toBeCloseTo(before + 2, 0);
    await page.keyboard.press('Enter');
    await expect.poll(at).toBeCloseTo(31.5, 0);
  });

  it('finds an action by typing, does it, and gives the focus back', async () => {
    const { page } = browser;
    mkdirSync(join(lab.dataDir, 'home/kubelet-manifests'), { recursive: true });
    for (let at = 0; at < 200; at += 1) {
      const name = `pod-${String(at).padStart(3, '0')}`;
      writeFileSync(join(lab.dataDir, 'home/kubelet-manifests', `${name}.yaml`), idlePod(name));
    }
    await expect.poll(() => page.locator('[data-file]').count(), { timeout: 60_000 }).toBe(200);
    await page.keyboard.press('F1');
    await page.keyboard.type('open 123');
    await page.locator('[data-action="editor.open pod-123.yaml"]').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-editor-file="pod-123.yaml"]').waitFor();
    await expect.poll(() => page.locator('[data-file="pod-123.yaml"]').isVisible()).toBe(true);
    await page.keyboard.press('Shift+F1');
    await page
      .getByRole('dialog', { name: 'Keyboard shortcuts' })
      .getByText('Go to', { exact: false })
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
  });

  it('shows all lessons and steps in the contents', async () => {
    const { page } = browser;
    await page.getByRole('button', { name: /^Contents/ }).click();
    const contents = page.getByRole('dialog', { name: 'Contents' });
    await contents.locator('a[aria-current="step"]').waitFor();
    await contents.locator('a').nth(1).click();
    await expect.poll(() => page.getByTestId('lesson').getAttribute('data-step'), { timeout: 20_000 }).toBe('editor');
  });

  it('says what the machine brings', async () => {
    const { page } = browser;
    await page.goto(`${lab.base}/en/preflight`);
    for (const check of ['engine', 'images', 'disk', 'memory', 'ports']) {
      await page.locator(`[data-check="${check}"]`).waitFor();
    }
    expect(await page.locator('[data-check="engine"]').getAttribute('data-state')).toBe('ok');
    expect(browser.problems).toEqual([]);
  });
});
