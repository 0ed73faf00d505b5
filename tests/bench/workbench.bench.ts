// What a learner feels: when the prose can be read, when the editor is there, how fast a key shows.
import { performance } from 'node:perf_hooks';
import { openBrowser } from '../browser/support/chromium';
import { startLab } from '../browser/support/lab-process';
import { screenShows } from '../browser/support/screen';
import { median, ms, p95 } from './figures';
import { buildFile, gzipped, MAX_PAGE_WEIGHT, pageScripts } from './page-weight';

const LESSON = '[locale]/lessons/[slug]/[step]';
const PAGES = 5;
const KEYS = 100;

const kB = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;

/** In the page: presses a key in the terminal and resolves with the ms until its cell is drawn. */
const ECHO = `
window.__echo = (key) => new Promise((resolve) => {
  const rows = document.querySelector('[data-testid="terminal"] .term-screen[data-active="true"] .xterm-rows');
  const input = document.querySelector('[data-testid="terminal"] .term-screen[data-active="true"] textarea');
  const before = rows.textContent;
  const from = performance.now();
  const observer = new MutationObserver(() => {
    if (rows.textContent === before) return;
    observer.disconnect();
    resolve(performance.now() - from);
  });
  observer.observe(rows, { subtree: true, childList: true, characterData: true });
  input.focus();
  document.execCommand('insertText', false, key);
});
`;

export async function benchWorkbench(): Promise<void> {
  const lab = await startLab();
  const browser = await openBrowser({ locale: 'en-GB' });
  try {
    const { page } = browser;
    await page.goto(lab.url);
    await page.getByTestId('begin').waitFor();
    const fetched = new Set<string>();
    page.on('response', (response) => {
      const file = buildFile(response.url());
      if (file) fetched.add(file);
    });
    const prose: number[] = [];
    const editor: number[] = [];
    const { mkdirSync, writeFileSync } = await import('node:fs');
    mkdirSync(`${lab.dataDir}/home/kubelet-manifests`, { recursive: true });
    writeFileSync(`${lab.dataDir}/home/kubelet-manifests/a.yaml`, 'kind: Pod\n');
    for (let at = 0; at < PAGES; at += 1) {
      const from = performance.now();
      await page.goto(`${lab.base}/en/lessons/walkthrough/start`, { waitUntil: 'commit' });
      await page.getByTestId('lesson').waitFor();
      prose.push(performance.now() - from);
      await page.locator('.monaco-editor .view-line').first().waitFor();
      editor.push(performance.now() - from);
    }
    const counted = pageScripts(LESSON);
    const later = [...fetched].filter((file) => !counted.includes(file));
    process.stdout.write(
      `JavaScript of the lesson page (framework, page, error pages): ${kB(gzipped(counted))} gzipped (≤ ${kB(MAX_PAGE_WEIGHT)})\n` +
        `  beside the prose, by itself (stage, socket.io, xterm, Monaco; without Monaco's workers): ${kB(gzipped(later))} gzipped\n`,
    );
    process.stdout.write(
      `prose readable: median ${ms(median(prose))} (≤ 1 s); editor: median ${ms(median(editor))} (≤ 3 s)\n`,
    );
    await screenShows(page, /\w+@worker1:~\$/);
    await page.evaluate(ECHO);
    const echo: number[] = [];
    for (let at = 0; at < KEYS; at += 1) {
      const key = 'abcdefghij'[at % 10] ?? 'a';
      echo.push((await page.evaluate(`window.__echo('${key}')`)) as number);
    }
    process.stdout.write(`keystroke echo: median ${ms(median(echo))}, p95 ${ms(p95(echo))} (≤ 30 ms)\n`);
  } finally {
    await browser.close();
    await lab.dispose();
  }
}
