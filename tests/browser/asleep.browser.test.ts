// A tab that sleeps (lid closed, Wi-Fi gone) while the lab goes on: when it wakes up, nothing is missing and nothing was overwritten.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { docker, freePort, type LabProcess, startLab } from './support/lab-process';
import { type CuttableProxy, linkProxy } from './support/proxies';
import { joinedScreen, screenShows, typeLine } from './support/screen';
import { enterWorkbench, idlePod, onStage, startKubelet } from './support/workbench';

describe('a tab that sleeps', () => {
  let lab: LabProcess;
  let browser: TestBrowser;
  let link: CuttableProxy;
  const file = (name: string) => join(lab.dataDir, 'home/kubelet-manifests', name);
  const connection = (state: string) =>
    browser.page.locator(`[data-testid="connection"][data-connection="${state}"]`).waitFor({ timeout: 60_000 });

  beforeAll(async () => {
    const port = await freePort();
    lab = await startLab({ KULISSEN_HOSTS: `localhost:${port}` });
    link = await linkProxy(port, () => lab.port);
    browser = await openBrowser({ locale: 'en-GB' });
    const url = lab.url.replace(`:${lab.port}`, `:${port}`);
    await enterWorkbench(browser.page, { ...lab, url }, 'en');
    await startKubelet(browser.page);
    writeFileSync(file('web.yaml'), idlePod('web'));
    await onStage(browser.page, { pod: 'web-worker1', container: 'c', state: 'running' }).waitFor({ timeout: 60_000 });
  });
  afterAll(async () => {
    await browser?.close();
    await link?.cut();
    await lab?.dispose();
  });

  it('wakes up to the present: stage, timeline, terminal and files, with its own unsaved words', async () => {
    const { page } = browser;
    await page.getByRole('button', { name: 'New terminal' }).click();
    await screenShows(page, /^\w+@worker1:~\$ *$/);
    const [, shell = ''] = await (async () => {
      await typeLine(page, 'clear; kept=in-the-shell; echo "pid $$"');
      return screenShows(page, /pid (\d+)/);
    })();
    const editor = page.getByTestId('editor');
    await editor.locator('[data-file="web.yaml"]').click();
    await editor.locator('.monaco-editor .view-line').first().waitFor();
    await editor.locator('.monaco-editor .view-lines').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('# mine\n');
    await expect.poll(() => editor.locator('[data-file="web.yaml"]').getAttribute('data-file-state')).toBe('unsaved');

    await link.cut();
    await connection('offline');
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });

    // Meanwhile: a container dies and is restarted, another pod comes, the file is changed by somebody else.
    const labels = (pod: string) => [`io.kubernetes.pod.name=${pod}-worker1`, 'io.kubernetes.docker.type=container'];
    const running = async (pod: string) =>
      (await docker.listContainers({ filters: { label: labels(pod) } })).map(({ Id }) => Id);
    const [victim = ''] = await running('web');
    await docker.getContainer(victim).kill();
    await expect.poll(async () => (await running('web')).some((id) => id !== victim), { timeout: 60_000 }).toBe(true);
    writeFileSync(file('other.yaml'), idlePod('other'));
    await expect.poll(async () => (await running('other')).length, { timeout: 60_000 }).toBe(1);
    writeFileSync(file('web.yaml'), `# theirs\n${idlePod('web')}`);

    await cdp.send('Page.setWebLifecycleState', { state: 'active' });
    await link.mend();
    await connection('online');
    await onStage(page, { pod: 'web-worker1', container: 'c', state: 'running', attempt: 1 }).waitFor();
    await onStage(page, { pod: 'other-worker1', container: 'c', state: 'running' }).waitFor();
    // The timeline has both attempts although neither end nor beginning was seen here.
    await page.locator('.tl-lane[data-pod="web-worker1"] .tl-bar').nth(1).waitFor();
    await editor.getByText(/changed elsewhere/).waitFor();
    await editor.locator('.view-line').getByText('# mine').first().waitFor();
    expect(readFileSync(file('web.yaml'), 'utf8')).toMatch(/^# theirs/);
    await typeLine(page, 'clear; echo "$kept $$"');
    await screenShows(page, new RegExp(`in-the-shell ${shell}`));
    expect(await joinedScreen(page)).not.toContain('echo lost');
  });
});
