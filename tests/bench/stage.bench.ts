// From the engine's event to the changed element on the stage, in a real browser. Both clocks are this machine's.
import { openBrowser } from '../browser/support/chromium';
import { docker, startLab } from '../browser/support/lab-process';
import { screenShows, typeLine } from '../browser/support/screen';
import { idlePod } from '../browser/support/workbench';
import { watchEngine } from './engine-events';
import { median, ms, p95 } from './figures';

const PODS = 12;

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
    const delays = { 'first start': [] as number[], death: [] as number[], restart: [] as number[] };
    const shownAt = async (key: string): Promise<number> => {
      const shown = (wanted: string) => (globalThis as unknown as { __shown: Record<string, number> }).__shown[wanted];
      const handle = await page.waitForFunction(shown, key, { timeout: 60_000, polling: 50 });
      return (await handle.jsonValue()) as number;
    };
    // The first pod warms the page and the engine up, as in the kubelet's bench, and does not count.
    for (let pod = -1; pod < PODS; pod += 1) {
      const name = pod < 0 ? 'warm-up' : `b${pod}`;
      const from = Date.now();
      writeFileSync(join(folder, `.${name}`), idlePod(name));
      renameSync(join(folder, `.${name}`), join(folder, `${name}.yaml`));
      const isApp = (action: string, attempt: number) => (event: { action: string; name: string }) =>
        event.action === action && event.name.startsWith(`k8s_c_${name}-`) && event.name.endsWith(`_${attempt}`);
      const started = await events.next(from, isApp('start', 0));
      delays['first start'].push((await shownAt(`${name}-worker1 0 running`)) - started.at);
      await docker.getContainer(started.id).kill();
      const died = await events.next(from, isApp('die', 0));
      delays.death.push((await shownAt(`${name}-worker1 0 exited`)) - died.at);
      const again = await events.next(from, isApp('start', 1));
      delays.restart.push((await shownAt(`${name}-worker1 1 running`)) - again.at);
      if (pod < 0) for (const values of Object.values(delays)) values.length = 0;
    }
    const all = Object.values(delays).flat();
    console.log(
      `\nengine event → element on the stage, ${all.length} events: median${ms(median(all))}  p95${ms(p95(all))}  (target p95 ≤ 100 ms)`,
    );
    for (const [what, values] of Object.entries(delays))
      console.log(`  ${what.padEnd(44)}median${ms(median(values))}  p95${ms(p95(values))}`);
  } finally {
    events.close();
    await browser.close();
    await lab.dispose();
  }
}
