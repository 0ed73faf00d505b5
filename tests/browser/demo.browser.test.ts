// The walk-through without an engine: everything works, and every screen says what it is.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { type LabProcess, startLab } from './support/lab-process';
import { joinedScreen, screenShows, typeLine } from './support/screen';
import { enterWorkbench, idlePod, onStage, startKubelet } from './support/workbench';

describe('the demo without Docker', () => {
  let lab: LabProcess;
  let browser: TestBrowser;
  beforeAll(async () => {
    lab = await startLab({ KULISSEN_RUNTIME: 'memory', DOCKER_SOCKET: '/nowhere.sock', KULISSEN_LOCALE: 'en' });
    browser = await openBrowser({ locale: 'en-GB' });
    await enterWorkbench(browser.page, lab, 'en');
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.dispose();
  });

  it('is labelled on every screen', async () => {
    const { page } = browser;
    const labelled = () => page.getByTestId('demo-mark').filter({ visible: true }).count();
    await expect.poll(labelled).toBe(1);
    const tab = await browser.context.newPage();
    await tab.goto(`${lab.base}/en`);
    await tab.getByTestId('demo-mark').waitFor();
    // One wording for each width, not both.
    expect(await tab.getByTestId('demo-mark').innerText()).toBe('Demo without Docker');
    await tab.goto(`${lab.base}/en/preflight`);
    await tab.locator('[data-check="engine"]').getByText('simulated').waitFor();
    await tab.locator('[data-check="clock"][data-state="ok"]').waitFor();
    await tab.close();
  });

  it('says so when the clocks of server and browser differ', async () => {
    // A page's clock is its whole context's, and the page that plays the walk-through needs its own.
    const storageState = await browser.context.storageState();
    const elsewhere = await browser.context.browser()?.newContext({ storageState });
    if (!elsewhere) throw new Error('a context without a browser');
    const tab = await elsewhere.newPage();
    await tab.clock.setFixedTime(new Date('2031-05-04T12:00:00Z'));
    await tab.goto(`${lab.base}/en/preflight`);
    await tab.locator('[data-check="clock"][data-state="warn"]').getByText('this browser says 4 May 2031').waitFor();
    await elsewhere.close();
  });

  it('plays the walk-through: pod, docker ps, inspect, curl, kill, restart', async () => {
    const { page } = browser;
    await startKubelet(page);
    const { writeFileSync } = await import('node:fs');
    const nginx = idlePod('nginx')
      .replace('busybox:1.35', 'nginx:latest')
      .replace(/ {6}command.*\n/, '')
      .replace('name: c', 'name: nginx');
    writeFileSync(`${lab.dataDir}/home/kubelet-manifests/nginx.yaml`, nginx);
    await onStage(page, { pod: 'nginx-worker1', container: 'nginx', state: 'running', attempt: 0 }).waitFor();
    await page.getByRole('button', { name: 'New terminal' }).click();
    await screenShows(page, /worker1:~\$/);
    await typeLine(page, 'clear; sudo docker ps');
    await screenShows(page, /imitated here by Kulissen.*CONTAINER ID/);
    const [, id = ''] = await screenShows(page, /([0-9a-f]{12}) {3}[0-9a-f]{12} +"nginx/);
    const pause = (await joinedScreen(page)).match(/([0-9a-f]{12}) {3}k8s\.gcr\.io\/pause/)?.[1] ?? '';
    await typeLine(
      page,
      `clear; sudo docker inspect --format '{{ range .NetworkSettings.Networks }}{{ .IPAddress }}{{ end }}' ${pause}`,
    );
    const [address = ''] = await screenShows(page, /172\.17\.0\.\d+/);
    await typeLine(page, `clear; curl http://${address}`);
    await screenShows(page, /Welcome to nginx!/);
    await typeLine(page, `clear; sudo docker kill ${id}`);
    await onStage(page, { pod: 'nginx-worker1', container: 'nginx', state: 'running', attempt: 1 }).waitFor();
    writeFileSync(
      `${lab.dataDir}/home/kubelet-manifests/says.yaml`,
      idlePod('says').replace('"sleep", "3600"', '"sh", "-c", "echo hello from the demo; sleep 3600"'),
    );
    await onStage(page, { pod: 'says-worker1', container: 'c', state: 'running' }).waitFor();
    await typeLine(page, 'clear; sudo docker logs $(sudo docker ps -qf name=k8s_c_says)');
    await screenShows(page, /imitated here by Kulissen.*hello from the demo/);
    await typeLine(page, 'clear; docker exec $(docker ps -qf name=k8s_c_says) echo from inside');
    await screenShows(page, /imitated here by Kulissen.*from inside/);
    await typeLine(page, 'clear; docker run nginx');
    await screenShows(page, /does not imitate/);
    expect(browser.problems).toEqual([]);
  });
});
