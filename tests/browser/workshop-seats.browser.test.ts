// A workshop as three people have it: two participants and a trainer go through a lesson together, in two languages, in real browsers on
// one real room (issue 6, "Done when").
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { type RoomProcess, startRoom } from './support/room-process';
import { screenShows, typeLine } from './support/screen';

let room: RoomProcess;
let ada: TestBrowser;
let bjorn: TestBrowser;
let trainer: TestBrowser;

beforeAll(async () => {
  room = await startRoom('--seats', '4');
  [ada, bjorn, trainer] = await Promise.all([
    openBrowser({ locale: 'en-GB' }),
    openBrowser({ locale: 'de-DE', colorScheme: 'dark' }),
    openBrowser({ locale: 'de-DE' }),
  ]);
}, 120_000);
afterEach(({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${room.output().slice(-3000)}\n`);
});
afterAll(async () => {
  await Promise.all([ada?.close(), bjorn?.close(), trainer?.close()]);
  await room?.dispose();
}, 60_000);

/** Opens a page until it shows what it is meant to: on the room's own machine each new seat changes the network, and Chromium then gives up what it was loading. */
async function settle(page: Page, path: string, shows: string): Promise<void> {
  for (let tries = 0; tries < 6; tries += 1) {
    await page.goto(`${room.base}${path}`).catch(() => undefined);
    const there = await page
      .locator(shows)
      .first()
      .waitFor({ timeout: 15_000 })
      .then(() => true)
      .catch(() => false);
    if (there) return;
  }
  throw new Error(`${path} never showed ${shows}`);
}

/** Fills in a door and goes through it, once it can be seen that the page is alive. */
async function enter(page: Page, path: string, fields: string[]): Promise<void> {
  await settle(page, path, 'form button[type="submit"]:not([disabled])');
  for (const [index, text] of fields.entries()) await page.locator('form input').nth(index).fill(text);
  await page.locator('form button[type="submit"]').click();
  await page.waitForURL((url) => !/\/(join|trainer)/.test(url.pathname), { timeout: 30_000 });
}

const LESSON = '/lessons/walkthrough';
const seat = (id: string) => trainer.page.locator(`[data-testid="seat"][data-seat="${id}"]`);

it('lets two participants in by link and by code, and a trainer by the secret', async () => {
  // One after the other: what opens a seat for one would break off what another is asking for.
  await enter(ada.page, `/en/join#c=${room.code}`, [room.code, 'Ada']);
  await settle(ada.page, `/en${LESSON}`, '[data-testid="room-bar"][data-lab="ready"]');
  await enter(bjorn.page, '/de/join', [room.code.toLowerCase().replace(/^(...)/, '$1 '), 'Björn']);
  await settle(bjorn.page, `/de${LESSON}`, '[data-testid="room-bar"][data-lab="ready"]');
  await enter(trainer.page, '/de/trainer', [room.secret]);
  await settle(trainer.page, '/de/board', '[data-testid="seat"] ~ [data-testid="seat"]');
  expect(await seat('s01').innerText()).toContain('Ada');
  expect(await seat('s02').innerText()).toContain('Björn');
}, 180_000);

it('shows a wrong code in the reader’s language, and takes nobody in', async () => {
  const stranger = await openBrowser({ locale: 'de-DE' });
  try {
    await settle(stranger.page, '/de/join', 'form button[type="submit"]:not([disabled])');
    await stranger.page.locator('form input').nth(0).fill('AAAAAA');
    await stranger.page.locator('form input').nth(1).fill('Eve');
    await stranger.page.locator('form button[type="submit"]').click();
    await stranger.page.getByRole('alert').filter({ hasText: 'Zu diesem Code gibt es keinen Workshop' }).waitFor();
    expect((await stranger.page.goto(`${room.base}/de/board`))?.url()).not.toContain('/board');
  } finally {
    await stranger.close();
  }
}, 60_000);

it('gives each a lab of its own: what one does, the other does not see', async () => {
  await screenShows(ada.page, /learner@worker01:~\$ *$/);
  await screenShows(bjorn.page, /learner@worker02:~\$ *$/);
  await typeLine(ada.page, 'mkdir kubelet-manifests');
  await typeLine(ada.page, 'sudo ./kubelet --pod-manifest-path=$PWD/kubelet-manifests');
  await screenShows(ada.page, /Starting kubelet main sync loop/);
  await seat('s01').locator('meter[value="2"]').waitFor({ timeout: 30_000 });
  await typeLine(bjorn.page, 'ls; echo done-here');
  expect((await screenShows(bjorn.page, /ls; echo done-here(.*)done-here/))[1]).not.toContain('kubelet-manifests');
  await seat('s02').locator('meter[value="0"]').waitFor();
}, 90_000);

it('carries the trainer’s words and place: an announcement, and a step to follow', async () => {
  await trainer.page.getByTestId('announce').click();
  const form = trainer.page.getByTestId('announce-form');
  await form.locator('textarea').nth(0).fill('Zehn Minuten Pause');
  await form.locator('textarea').nth(1).fill('docker ps --all');
  await form.locator('button[type="submit"]').click();
  for (const { page } of [ada, bjorn]) {
    await page.getByTestId('announcement').filter({ hasText: 'Zehn Minuten Pause' }).waitFor();
    await page.getByTestId('announcement').filter({ hasText: 'docker ps --all' }).waitFor();
  }
  await bjorn.page.getByTestId('follow').click();
  await settle(trainer.page, '/de/present', '[data-testid="begin-presenting"], [data-testid="next-step"]');
  await trainer.page.locator('select').last().selectOption({ label: '2 Ein Manifest ablegen' });
  await bjorn.page.waitForURL((url) => url.pathname.endsWith('/manifest'), { timeout: 30_000 });
  expect(new URL(ada.page.url()).pathname).not.toMatch(/manifest$/);
}, 120_000);

it('brings a raised hand to the board, and a lowered one back', async () => {
  await settle(trainer.page, '/de/board', '[data-testid="seat"]');
  await bjorn.page.getByTestId('hand').click();
  await trainer.page.getByTestId('queue').filter({ hasText: 'Björn' }).waitFor();
  await trainer.page.getByTestId('lower-hand').first().click();
  await expect.poll(() => bjorn.page.getByTestId('hand').getAttribute('aria-pressed')).toBe('false');
}, 60_000);

it('lets a trainer look, and type only by consent', async () => {
  const place = new URL(ada.page.url()).pathname.replace('/en/', '/de/');
  await settle(trainer.page, `${place}?look=s01`, '[data-testid="look-bar"]');
  await ada.page.getByTestId('watched').waitFor();
  await screenShows(trainer.page, /Starting kubelet main sync loop/);
  await typeLine(trainer.page, 'echo not-yet');
  await trainer.page.getByTestId('ask-typing').click();
  await ada.page.getByTestId('typing-asked').locator('button').last().click();
  await trainer.page.locator('[data-testid="look-bar"] [data-typing="granted"]').waitFor();
  await trainer.page.locator('[data-testid="terminal"] .xterm:visible').click();
  await trainer.page.keyboard.press('Control+c');
  await screenShows(ada.page, /\^C.*learner@worker01:~\$ *$/);
  await typeLine(trainer.page, 'echo from-the-$((40+2))-trainer');
  const seen = await screenShows(ada.page, /from-the-42-trainer/);
  expect(seen.input).not.toContain('not-yet');
  await ada.page.getByTestId('typing-granted').locator('button').click();
  await trainer.page.locator('[data-testid="look-bar"] [data-typing="none"]').waitFor();
}, 120_000);

it('resets one seat and leaves the other, and exports both', async () => {
  await typeLine(bjorn.page, 'touch left-over; ls');
  await screenShows(bjorn.page, /left-over/);
  await settle(trainer.page, '/de/board', '[data-testid="seat"]');
  await seat('s02').locator('.seat-name button').click();
  await trainer.page.getByRole('menuitem', { name: /zurücksetzen/i }).click();
  await trainer.page.getByTestId('seat-confirm').locator('button.fill').click();
  await settle(bjorn.page, `/de${LESSON}`, '[data-testid="room-bar"][data-lab="ready"]');
  await screenShows(bjorn.page, /learner@worker02:~\$ *$/);
  await typeLine(bjorn.page, 'ls; echo fresh');
  expect((await screenShows(bjorn.page, /ls; echo fresh(.*)fresh/))[1]).not.toContain('left-over');
  await typeLine(ada.page, 'ls');
  await screenShows(ada.page, /kubelet-manifests/);
  const csv = await trainer.page.evaluate(async () => (await fetch('/room.csv')).text());
  expect(csv).toMatch(/Ada/);
  expect(csv).toMatch(/Björn/);
}, 120_000);
