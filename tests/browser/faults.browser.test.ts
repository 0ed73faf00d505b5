// What goes wrong in a room: the engine dies, the server is killed, manifests are broken. It is said, and nothing is lost.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { docker, type LabProcess, startLab } from './support/lab-process';
import { engineProxy } from './support/proxies';
import { enterWorkbench, idlePod, onStage, startKubelet } from './support/workbench';

describe('faults', () => {
  let proxy: Awaited<ReturnType<typeof engineProxy>>;
  let lab: LabProcess;
  let browser: TestBrowser;
  const folder = () => join(lab.dataDir, 'home/kubelet-manifests');
  const put = (file: string, content: string) => {
    writeFileSync(join(folder(), `.${file}`), content);
    renameSync(join(folder(), `.${file}`), join(folder(), file));
  };
  const running = (pod: string, attempt = 0) =>
    onStage(browser.page, { pod: `${pod}-worker1`, container: 'c', state: 'running', attempt });
  const containersOf = async (pod: string) =>
    docker.listContainers({
      filters: { label: [`io.kubernetes.pod.name=${pod}-worker1`, 'io.kubernetes.docker.type=container'] },
    });

  beforeAll(async () => {
    proxy = await engineProxy();
    lab = await startLab({ DOCKER_SOCKET: proxy.socketPath });
    browser = await openBrowser();
    await enterWorkbench(browser.page, lab);
    await startKubelet(browser.page);
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.dispose();
    await proxy?.dispose();
  });

  it('broken manifests are named where a person sees them, and never stop the good one', async () => {
    const { page } = browser;
    put('good.yaml', idlePod('good'));
    await running('good').waitFor();
    const before = await containersOf('good');
    put('broken.yaml', 'apiVersion: v1\nkind: Pod\n\tmetadata: x\n');
    put('types.yaml', idlePod('types').replace('["sleep", "3600"]', '7'));
    put('twin.yaml', idlePod('good', '  restartPolicy: Never\n'));
    rmSync(join(folder(), 'twin.yaml'));
    mkdirSync(join(folder(), 'a-folder'));
    const socket = net.createServer().listen(join(folder(), 'a-socket'));
    const tab = (file: string) => page.locator(`[data-file="${file}"]`);
    await expect.poll(() => tab('broken.yaml').getAttribute('data-file-state'), { timeout: 30_000 }).toBe('rejected');
    await expect.poll(() => tab('types.yaml').getAttribute('data-file-state'), { timeout: 30_000 }).toBe('rejected');
    await expect.poll(() => tab('a-folder').getAttribute('data-file-state'), { timeout: 30_000 }).toBe('ignored');
    await expect.poll(() => tab('a-socket').getAttribute('data-file-state'), { timeout: 30_000 }).toBe('ignored');
    await tab('broken.yaml').click();
    await page
      .getByText(/Zeile 3\./)
      .first()
      .waitFor();
    socket.close();
    rmSync(join(folder(), 'a-folder'), { recursive: true });
    for (const file of ['broken.yaml', 'types.yaml']) rmSync(join(folder(), file));
    await running('good').waitFor();
    expect(before).toHaveLength(1);
  });

  it('an engine that goes away is announced, and picked up again by itself', async () => {
    const { page } = browser;
    put('steady.yaml', idlePod('steady'));
    await running('steady').waitFor();
    const [container] = await containersOf('steady');
    await proxy.cut();
    await page
      .getByText(/Engine antwortet nicht/)
      .first()
      .waitFor({ timeout: 30_000 });
    await docker.getContainer(container?.Id ?? '').kill();
    await proxy.mend();
    await running('steady', 1).waitFor({ timeout: 60_000 });
    await expect.poll(() => page.getByText(/Engine antwortet nicht/).count(), { timeout: 10_000 }).toBe(0);
  });

  it('a killed server leaves pods running; the next one shows them, and a new kubelet adopts them', async () => {
    const { page } = browser;
    put('survivor.yaml', idlePod('survivor'));
    await running('survivor').waitFor();
    const [before] = await containersOf('survivor');
    await lab.stop('SIGKILL');
    await page.locator('[data-testid="connection"][data-connection="offline"]').waitFor();
    expect((await containersOf('survivor')).map(({ Id }) => Id)).toEqual([before?.Id]);
    await lab.restart();
    await page.locator('[data-testid="connection"][data-connection="online"]').waitFor({ timeout: 30_000 });
    // Reality shows although no kubelet runs.
    await running('survivor').waitFor();
    await page.reload();
    await startKubelet(page);
    await running('survivor').waitFor();
    await expect.poll(async () => (await containersOf('survivor')).map(({ Id }) => Id)).toEqual([before?.Id]);
  });
});
