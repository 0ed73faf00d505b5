// What a person does with the terminal: types lines and reads the screen.
import type { Page } from 'playwright-core';

const TERMINAL = '[data-testid="terminal"]';

/** Visible text of the terminal on top; wrapped lines are joined by xterm's own line breaks. */
export async function screenText(page: Page): Promise<string> {
  const rows = page.locator(`${TERMINAL} .xterm:visible .xterm-rows`);
  return (await rows.innerText()).replaceAll('\u00a0', ' ');
}

/** The screen without line breaks: for matching what was wrapped. */
export const joinedScreen = async (page: Page): Promise<string> => (await screenText(page)).replace(/\n/g, '');

/** Waits until the screen (joined) matches; returns the match. Fails with the screen's text. */
export async function screenShows(page: Page, pattern: RegExp, timeoutMs = 30_000): Promise<RegExpMatchArray> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const text = await joinedScreen(page).catch(() => '');
    const match = text.match(pattern);
    if (match) return match;
    if (Date.now() > end) throw new Error(`the terminal never showed ${pattern}; it shows:\n${await screenText(page)}`);
    await page.waitForTimeout(100);
  }
}

/** Clicks into the terminal and types a line, key by key as a person would, ending with Enter. */
export async function typeLine(page: Page, line: string): Promise<void> {
  await page.locator(`${TERMINAL} .xterm:visible`).click();
  await page.keyboard.type(`${line}\n`);
}
