// Sixty pods on the stage, some of them always coming, going or failing: how smoothly it draws, and how much there is to draw.
// The imitated engine, so that the machine's disk and kernel are not what is measured.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from '../browser/support/chromium';
import { startLab } from '../browser/support/lab-process';
import { enterWorkbench, idlePod, startKubelet } from '../browser/support/workbench';
import { median, ms, p95 } from './figures';

const PODS = 60;
const CHURN_S = 20;
/** Every so many ms one pod is replaced: it ends, and another one starts in its place. */
const EACH_MS = 250;

/** In the page: the length of each frame and each long task while `window.__watched` is open. */
const WATCH = `
window.__watched = { frames: [], long: [] };
new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => window.__watched.long.push(duration))).observe({ type: 'longtask' });
let last = performance.now();
const frame = (now) => { window.__watched.frames.push(now - last); last = now; requestAnimationFrame(frame); };
requestAnimationFrame((now) => { last = now; requestAnimationFrame(frame); });
`;

export async function benchCrowd(): Promise<void> {
  const lab = await startLab({ KULISSEN_RUNTIME: 'memory', DOCKER_SOCKET: '/nowhere.sock' });
  const browser = await openBrowser({ locale: 'en-GB' });
  const folder = join(lab.dataDir, 'home/kubelet-manifests');
  const put = (name: string, extra = '') => {
    writeFileSync(join(folder, `.${name}`), idlePod(name, extra));
    renameSync(join(folder, `.${name}`), join(folder, `${name}.yaml`));
  };
  const names = Array.from({ length: PODS }, (_, at) => `p${String(at).padStart(2, '0')}`);
  try {
    const { page } = browser;
    await enterWorkbench(page, lab, 'en');
    mkdirSync(folder, { recursive: true });
    await startKubelet(page);
    for (const name of names) put(name);
    const running = page.locator('[data-testid="stage"] [data-container="c"][data-state="running"]');
    await running.nth(PODS - 1).waitFor({ timeout: 120_000 });
    await page.evaluate(WATCH);
    const end = Date.now() + CHURN_S * 1000;
    for (let at = 0; Date.now() < end; at += 1) {
      const name = names[at % PODS] ?? 'p00';
      if (at % 3 === 0) rmSync(join(folder, `${name}.yaml`), { force: true });
      else put(name, `      env: [{ name: TURN, value: "${at}" }]\n`);
      // The pace of the churn: what is measured is what the page does meanwhile.
      await page.waitForTimeout(EACH_MS);
    }
    const watched = (await page.evaluate('window.__watched')) as { frames: number[]; long: number[] };
    const elements = await page.evaluate('document.querySelectorAll(\'[data-testid="stage"] *\').length');
    const worst = watched.long.length > 0 ? Math.max(...watched.long) : 0;
    console.log(
      `\n${PODS} pods, one replaced each ${EACH_MS} ms: ${(1000 / median(watched.frames)).toFixed(0)} frames/s median (60), ` +
        `frame p95 ${ms(p95(watched.frames))}; ${watched.long.length} long tasks, longest ${ms(worst)} (≤ 200 ms); ` +
        `${elements} elements on the stage (≤ 1500)`,
    );
  } finally {
    await browser.close();
    await lab.dispose();
  }
}
