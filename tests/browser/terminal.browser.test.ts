import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { type LabProcess, startLab } from './support/lab-process';
import { screenShows, screenText, typeLine } from './support/screen';
import { enterWorkbench } from './support/workbench';

describe('the terminal', () => {
  let lab: LabProcess;
  let browser: TestBrowser;

  beforeAll(async () => {
    lab = await startLab();
    browser = await openBrowser({ locale: 'en-GB' });
    await enterWorkbench(browser.page, lab, 'en');
  });
  afterAll(async () => {
    await browser?.close();
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

  it('refuses input while offline and goes on in the same shell afterwards', async () => {
    const { page, context } = browser;
    await typeLine(page, 'clear; count=7');
    await context.setOffline(true);
    lab.signal('SIGSTOP');
    await page.locator('[data-connection="offline"]').waitFor({ timeout: 90_000 });
    await page.locator('[data-testid="terminal"] .xterm:visible').click();
    await page.keyboard.type('echo lost\n');
    lab.signal('SIGCONT');
    await context.setOffline(false);
    await page.locator('[data-connection="online"]').waitFor({ timeout: 60_000 });
    await typeLine(page, 'echo "count $count"');
    await screenShows(page, /count 7/);
    expect(await screenText(page)).not.toContain('lost');
  });
});
