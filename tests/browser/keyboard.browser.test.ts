// A lesson without a mouse: from the start page to a healed container, into the editor and the terminal and out of both.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { type LabProcess, startLab } from './support/lab-process';
import { screenShows } from './support/screen';
import { onStage } from './support/workbench';

describe('a lesson by keyboard alone', () => {
  let lab: LabProcess;
  let browser: TestBrowser;
  beforeAll(async () => {
    lab = await startLab();
    browser = await openBrowser({ locale: 'en-GB' });
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.dispose();
  });

  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => browser.page.keyboard.press(key)), Promise.resolve());
  /** In the page: what has the focus, as its name or its text, and whether that can be seen. */
  const focused = () =>
    browser.page.evaluate<{ name: string; href: string; pane: string; seen: boolean; input: boolean }>(
      `(() => {
        const at = document.activeElement;
        const name = at.getAttribute('aria-label') ?? at.textContent;
        const pane = at.closest('[data-testid="lesson"], [data-testid="editor"], [data-testid="terminal"], [data-testid="stage"]');
        return { name, href: at.href ?? '', pane: pane?.dataset.testid ?? '', seen: at.checkVisibility(), input: at.matches('textarea, .native-edit-context, [contenteditable]') };
      })()`,
    );
  /** Tabs on until something of that name has the focus; everything on the way must be visible. */
  const tabTo = async (wanted: RegExp, key = 'Tab') => {
    const passed: string[] = [];
    for (let presses = 0; presses < 120; presses += 1) {
      await press(key);
      const now = await focused();
      expect(now.seen, `focus on something hidden: ${now.name}`).toBe(true);
      if (wanted.test(now.name) || wanted.test(now.href)) return;
      passed.push(now.name.slice(0, 30));
    }
    throw new Error(`Tab never came to ${wanted}; it passed: ${passed.join(' | ')}`);
  };
  /** F6 until the focus is in that pane. */
  const goTo = async (pane: string) => {
    for (let presses = 0; presses < 5 && (await focused()).pane !== pane; presses += 1) await press('F6');
    expect((await focused()).pane).toBe(pane);
  };

  it('begins, runs commands, takes a manifest, saves it, kills a container and sees it healed', async () => {
    const { page } = browser;
    await page.goto(lab.url.replace('/de/', '/en/'));
    await page.getByTestId('begin').waitFor();
    await tabTo(/Contents/);
    await press('Enter');
    await tabTo(/\/lessons\/walkthrough\/start$/);
    await press('Enter');
    await page.getByTestId('lesson').and(page.locator('[data-step="start"]')).waitFor();
    await screenShows(page, /\w+@worker1:~\$/);

    // The lesson's own buttons type the commands.
    await goTo('lesson');
    await tabTo(/^Run$/);
    await press('Enter');
    await expect.poll(() => existsSync(join(lab.dataDir, 'home/kubelet-manifests'))).toBe(true);
    await tabTo(/^Run$/);
    await press('Enter');
    await screenShows(page, /Starting kubelet main sync loop/);
    await goTo('lesson');
    await tabTo(/^Next:/);
    await press('Enter');
    await page.getByTestId('lesson').and(page.locator('[data-step="manifest"]')).waitFor();
    await goTo('lesson');
    await tabTo(/^Put into editor$/);
    await press('Enter');

    // Into the editor, save, and out again: F6 works there, and Ctrl+M lets Tab leave.
    await page.locator('[data-testid="editor"] .monaco-editor .view-line').first().waitFor();
    await goTo('editor');
    for (let presses = 0; presses < 30 && !(await focused()).input; presses += 1) await press('Tab');
    expect((await focused()).input).toBe(true);
    await press('Control+s');
    await onStage(page, { pod: 'nginx-worker1', container: 'nginx', state: 'running', attempt: 0 }).waitFor({
      timeout: 60_000,
    });
    await press('Control+m', 'Tab');
    expect((await focused()).input).toBe(false);
    await press('Shift+Tab', 'Control+m', 'F6');
    expect((await focused()).pane).toBe('terminal');

    // A second terminal, a command in it, and the announced way out.
    await tabTo(/^New terminal$/);
    await press('Enter');
    await screenShows(page, /^\w+@worker1:~\$ *$/);
    await tabTo(/^Terminal worker1.* input/);
    await page.keyboard.type('sudo docker kill $(sudo docker ps -qf name=k8s_nginx_nginx-worker1)\n');
    await onStage(page, { pod: 'nginx-worker1', container: 'nginx', state: 'running', attempt: 1 }).waitFor({
      timeout: 60_000,
    });
    await press('Tab');
    expect((await focused()).input, 'Tab belongs to the shell').toBe(true);
    await press('Control+Shift+F6');
    expect((await focused()).input).toBe(false);

    // Why it was restarted, asked on the stage.
    await goTo('stage');
    await tabTo(/^Pod nginx-worker1/);
    for (let presses = 0; presses < 6 && !/nginx, attempt\s1/.test((await focused()).name); presses += 1) {
      await press('ArrowDown');
    }
    await press('Enter');
    await page
      .getByTestId('inspector')
      .getByText(/137 = 128 \+ 9 \(SIGKILL\)/)
      .waitFor();
    await press('Escape');
    expect((await focused()).name).toMatch(/nginx, attempt\s1/);
    expect(browser.problems).toEqual([]);
  });
});
