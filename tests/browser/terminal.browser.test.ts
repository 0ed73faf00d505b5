import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { freePort, type LabProcess, startLab } from './support/lab-process';
import { type CuttableProxy, linkProxy } from './support/proxies';
import { screenShows, screenText, typeLine } from './support/screen';
import { enterWorkbench } from './support/workbench';

describe('the terminal', () => {
  let lab: LabProcess;
  let browser: TestBrowser;
  let link: CuttableProxy;

  beforeAll(async () => {
    const port = await freePort();
    lab = await startLab({ KULISSEN_HOSTS: `localhost:${port}` });
    link = await linkProxy(port, () => lab.port);
    browser = await openBrowser({ locale: 'en-GB' });
    const url = lab.url.replace(`:${lab.port}`, `:${port}`);
    await enterWorkbench(browser.page, { ...lab, url }, 'en');
  });
  afterAll(async () => {
    await browser?.close();
    await link?.cut();
    await lab?.dispose();
  });

  it('survives a reload into the same shell with its screen', async () => {
    const { page } = browser;
    await typeLine(page, 'mark=kept-$((40+2)); echo "now $mark"');
    await screenShows(page, /now kept-42/);
    await page.reload();
    await screenShows(page, /now kept-42/);
    await typeLine(page, 'echo "still $mark"');
    await screenShows(page, /still kept-42/);
  });

  it('prints 40 MB without losing the page, and Ctrl-C acts at once', async () => {
    const { page } = browser;
    await typeLine(
      page,
      'clear; yes 0123456789012345678901234567890123456789012345678 | head -c 40000000 > big; cat big; echo "do""ne"',
    );
    const longest = await page.evaluate(
      `new Promise((resolve) => { let worst = 0, last = performance.now(); const tick = (now) => { worst = Math.max(worst, now - last); last = now; if (performance.now() < end) requestAnimationFrame(tick); else resolve(worst); }; const end = performance.now() + 3000; requestAnimationFrame(tick); })`,
    );
    expect(longest, 'longest frame while it prints, ms').toBeLessThan(2000);
    await screenShows(page, /done/, 120_000);
    await typeLine(page, 'clear; yes');
    await screenShows(page, /y *y *y/);
    const pressed = Date.now();
    await page.keyboard.press('Control+c');
    await screenShows(page, /\^C *\w+@worker1:~\$/, 10_000);
    expect(Date.now() - pressed, 'ms from Ctrl-C to the prompt on the screen').toBeLessThan(5000);
  });

  it('refuses input while the link is down and goes on in the same shell afterwards', async () => {
    const { page } = browser;
    await typeLine(page, 'clear; count=7');
    await link.cut();
    await page.locator('[data-testid="connection"][data-connection="offline"]').waitFor({ timeout: 60_000 });
    await page.locator('[data-testid="terminal"] .xterm:visible').click();
    await page.keyboard.type('echo lost\n');
    await link.mend();
    await page.locator('[data-testid="connection"][data-connection="online"]').waitFor({ timeout: 60_000 });
    await typeLine(page, 'echo "count $count"');
    await screenShows(page, /count 7/);
    expect(await screenText(page)).not.toContain('lost');
  });
});
