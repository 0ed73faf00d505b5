// Sixty pods on the stage, some of them always coming, going or failing: how smoothly it draws, and how much there is to draw.
// The imitated engine, so that the machine's disk and kernel are not what is measured.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from '../browser/support/chromium';
import { startLab } from '../browser/support/lab-process';
import { enterWorkbench, idlePod, startKubelet } from '../browser/support/workbench';
import { median, ms, p95, slope } from './figures';
import { type Inspector, inspect } from './inspector';

const PODS = 60;
/** BENCH_CHURN_S=900 and more tells besides whether memory grows. */
const CHURN_S = Number(process.env.BENCH_CHURN_S ?? 20);
const SAMPLE_S = 20;
/** Caches fill at first, the history of the server above all: it is kept small, so that the second half shows what is left. */
const HISTORY_MB = '1';
const HONEST_SLOPE_S = 600;
/** Every so many ms one pod is replaced: it ends, and another one starts in its place. */
const EACH_MS = Number(process.env.BENCH_EACH_MS ?? 250);

/** In the page: the length of each frame and each long task while `window.__watched` is open. */
const WATCH = `
window.__watched = { frames: [], long: [] };
new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => window.__watched.long.push(duration))).observe({ type: 'longtask' });
let last = performance.now();
const frame = (now) => { window.__watched.frames.push(now - last); last = now; requestAnimationFrame(frame); };
requestAnimationFrame((now) => { last = now; requestAnimationFrame(frame); });
`;

interface Memory {
  at: number;
  /** MB. Heaps after a collection, what lies outside them in buffers, and the server's resident set, which follows hours later. */
  page: number;
  heap: number;
  buffers: number;
  resident: number;
}

const MB = 1024 ** 2;

async function memoryOf(page: Page, server: Inspector): Promise<Memory> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await devtools.detach();
  const { heapUsed, external, rss } = await server.memory();
  return { at: Date.now(), page: usedSize / MB, heap: heapUsed / MB, buffers: external / MB, resident: rss / MB };
}

/** What the second half of the churn shows: the first fills caches. */
function printMemory(samples: Memory[]): void {
  const later = samples.slice(Math.floor(samples.length / 2));
  const [first, last] = [samples[0], samples.at(-1)];
  const names = {
    page: 'the page’s heap',
    heap: 'the server’s heap',
    buffers: 'its buffers',
    resident: 'its resident set',
  };
  for (const what of ['page', 'heap', 'buffers', 'resident'] as const) {
    const grows = slope(later.map((sample) => ({ at: sample.at, amount: sample[what] })));
    console.log(
      `  ${names[what]}: ${first?.[what].toFixed(0)} MB at first, ${last?.[what].toFixed(0)} MB at last; ` +
        `${grows.toFixed(1)} MB an hour in the second half`,
    );
  }
}

const serverPid = (dataDir: string): number => Number.parseInt(readFileSync(join(dataDir, 'server.pid'), 'utf8'), 10);

export async function benchCrowd(): Promise<void> {
  const lab = await startLab({ KULISSEN_RUNTIME: 'memory', DOCKER_SOCKET: '/nowhere.sock', HISTORY_MB: HISTORY_MB });
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
    const memory: Memory[] = [];
    const server = CHURN_S >= HONEST_SLOPE_S ? await inspect(serverPid(lab.dataDir)) : null;
    const samplesAt = (SAMPLE_S * 1000) / EACH_MS;
    for (let at = 0; Date.now() < end; at += 1) {
      const name = names[at % PODS] ?? 'p00';
      if (at % 3 === 0) rmSync(join(folder, `${name}.yaml`), { force: true });
      else put(name, `      env: [{ name: TURN, value: "${at}" }]\n`);
      if (server && at % samplesAt === 0) memory.push(await memoryOf(page, server));
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
    server?.close();
    if (memory.length > 0) printMemory(memory);
  } finally {
    await browser.close();
    await lab.dispose();
  }
}
