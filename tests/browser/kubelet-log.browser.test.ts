// A kubelet that is started from the stage: its log is a tab of its own. One that is started in a terminal has it there.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { type LabProcess, startLab } from './support/lab-process';
import { screenShows, typeLine } from './support/screen';
import { enterWorkbench, idlePod, onStage, startKubelet } from './support/workbench';

describe('the kubelet’s log', () => {
  let lab: LabProcess;
  let browser: TestBrowser;
  const logTab = () => browser.page.getByRole('tab', { name: /Kubelet log/ });
  const kubelet = () => browser.page.locator('.stage-kubelet');
  const put = (name: string) => {
    const folder = join(lab.dataDir, 'home/kubelet-manifests');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.yaml`), idlePod(name));
  };

  beforeAll(async () => {
    lab = await startLab();
    browser = await openBrowser({ locale: 'en-GB' });
    await enterWorkbench(browser.page, lab, 'en');
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.dispose();
  });

  it('is a tab beside the terminals when the stage started it, and follows live', async () => {
    const { page } = browser;
    put('first');
    await page.getByTestId('kubelet-start').click();
    await screenShows(page, /Starting kubelet main sync loop/);
    expect(await logTab().getAttribute('aria-selected')).toBe('true');
    await onStage(page, { pod: 'first-worker1', container: 'c', state: 'running' }).waitFor({ timeout: 60_000 });
    put('second');
    await onStage(page, { pod: 'second-worker1', container: 'c', state: 'running' }).waitFor({ timeout: 60_000 });
    await screenShows(page, /Topology Admit Handler.*Topology Admit Handler/);
  });

  it('can be searched, and takes nothing that is typed', async () => {
    const { page } = browser;
    await page.locator('[data-testid="terminal"] .xterm:visible').click();
    await page.keyboard.type('rm -rf /\n');
    await page.keyboard.press('Control+Shift+F');
    await page.getByLabel('Search for').fill('main sync loop');
    await page.getByText('1 of 1').waitFor();
    await page.keyboard.press('Escape');
    expect(await screenShows(page, /Starting kubelet main sync loop(?!.*rm -rf)/)).toBeTruthy();
  });

  it('survives a reload', async () => {
    const { page } = browser;
    await page.reload();
    await logTab().click();
    await screenShows(page, /Starting kubelet main sync loop.*Topology Admit Handler/);
  });

  it('ends the kubelet with Ctrl+C, and its containers live on', async () => {
    const { page } = browser;
    await page.locator('[data-testid="terminal"] .xterm:visible').click();
    await page.keyboard.press('Control+c');
    await page.getByText(/The kubelet has ended, exit code\s0/).waitFor();
    await kubelet().and(page.locator('[data-state="stopped"]')).waitFor();
    await onStage(page, { pod: 'first-worker1', container: 'c', state: 'running' }).waitFor();
  });

  it('is in the terminal when it was started there, and the stage can end it all the same', async () => {
    const { page } = browser;
    await page.getByRole('tab', { name: 'worker1' }).click();
    await typeLine(page, 'clear');
    await startKubelet(page);
    expect(await page.getByRole('tab', { name: /worker1.*Kubelet/ }).count()).toBe(1);
    // The other tab still shows the kubelet before.
    expect(await logTab().innerText()).toContain('ended');
    await kubelet().locator('.stage-hit').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: /Stop kubelet/ }).click();
    await kubelet().and(page.locator('[data-state="stopped"]')).waitFor();
    await screenShows(page, /\w+@worker1:~\$ *$/);
    expect(browser.problems).toEqual([]);
  });
});
