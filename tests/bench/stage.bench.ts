// From the engine's event to the changed element on the stage, in a real browser. Both clocks are this machine's.
import { openBrowser } from '../browser/support/chromium';
import { docker, startLab } from '../browser/support/lab-process';
import { screenShows, typeLine } from '../browser/support/screen';
import { watchEngine } from './engine-events';
import { median, ms, p95 } from './figures';

const PODS = 12;

const manifest = (name: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "busybox:1.35", command: [sleep, "3600"]}]}}`;

/** In the page: notes when each (pod, attempt, state) first shows. */
const OBSERVER = `
window.__shown = {};
const note = () => {
  for (const element of document.querySelectorAll('[data-testid="stage"] [data-container="c"]')) {
    const key = [element.dataset.pod, element.dataset.attempt, element.dataset.state].join(' ');
    window.__shown[key] ??= performance.timeOrigin + performance.now();
  }
};
new MutationObserver(note).observe(document.querySelector('[data-testid="stage"]'), { subtree: true, childList: true, attributes: true });
`;

export async function benchStage(): Promise<void> {
  const lab = await startLab();
  const browser = await openBrowser({ locale: 'en-GB' });
  const events = await watchEngine(docker);
  try {
    const { page } = browser;
    await page.goto(lab.url);
    await page.getByTestId('begin').click();
    await page.getByTestId('stage').waitFor();
    await screenShows(page, /\w+@worker1:~\$/);
    await typeLine(page, 'mkdir kubelet-manifests; sudo ./kubelet --pod-manifest-path=$PWD/kubelet-manifests');
    await screenShows(page, /Starting kubelet main sync loop/);
    await page.evaluate(OBSERVER);
    const { renameSync, writeFileSync } = await import('node:fs');
    const { join } = await import('node:path');
    const folder = join(lab.dataDir, 'home/kubelet-manifests');
    const delays: number[] = [];
    const shownAt = async (key: string): Promise<number> => {
      const handle = await page.waitForFunction(`window.__shown[${JSON.stringify(key)}]`, undefined, {
        timeout: 60_000,
        polling: 50,
      });
      return (await handle.jsonValue()) as number;
    };
    for (let pod = 0; pod < PODS; pod += 1) {
      const name = `b${pod}`;
      const from = Date.now();
      writeFileSync(join(folder, `.${name}`), manifest(name));
      renameSync(join(folder, `.${name}`), join(folder, `${name}.yaml`));
      const isApp = (action: string, attempt: number) => (event: { action: string; name: string }) =>
        event.action === action && event.name.startsWith(`k8s_c_${name}-`) && event.name.endsWith(`_${attempt}`);
      const started = await events.next(from, isApp('start', 0));
      delays.push((await shownAt(`${name}-worker1 0 running`)) - started.at);
      await docker.getContainer(started.id).kill();
      const died = await events.next(from, isApp('die', 0));
      delays.push((await shownAt(`${name}-worker1 0 exited`)) - died.at);
      const again = await events.next(from, isApp('start', 1));
      delays.push((await shownAt(`${name}-worker1 1 running`)) - again.at);
    }
    console.log(
      `\nengine event → element on the stage (${delays.length} events): median${ms(median(delays))}  p95${ms(p95(delays))}  (target p95 ≤ 100 ms)`,
    );
  } finally {
    events.close();
    await browser.close();
    await lab.dispose();
  }
}
