// What a trainer takes along from a workshop: when the lesson ends, and each participant's workbook to print.
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { screenShows, typeLine } from './support/screen';
import { startWorkshop, type WorkshopProcess } from './support/workshop-process';

let workshop: WorkshopProcess;
let ada: TestBrowser;
let trainer: TestBrowser;
beforeAll(async () => {
  workshop = await startWorkshop();
  ada = await openBrowser({ locale: 'de-DE' });
  trainer = await openBrowser({ locale: 'en-GB' });
});
afterAll(async () => {
  await ada?.close();
  await trainer?.close();
  await workshop?.dispose();
});

/** Through a door without its page, which has a test of its own. */
async function knock({ page }: TestBrowser, door: 'join' | 'trainer', data: Record<string, string>): Promise<void> {
  const answer = await page.request.post(`${workshop.base}/${door}`, { data, headers: { Origin: workshop.base } });
  expect(answer.status()).toBe(204);
}

const record = (seat: string) => trainer.page.locator(`[data-testid="record"][data-seat="${seat}"]`);
const violations = async () => (await new AxeBuilder({ page: trainer.page }).analyze()).violations.map(({ id }) => id);

it('the board says when the lesson ends, once a step of it is shown', async () => {
  const { page } = ada;
  await knock(ada, 'join', { code: workshop.code, name: 'Ada Brandt', locale: 'de' });
  await page.goto(`${workshop.base}/de/lessons/walkthrough/start`);
  await screenShows(page, /@worker1:~\$/);
  await typeLine(page, 'mkdir kubelet-manifests');
  await page.locator('[data-testid="lesson"] [data-task][data-state="done"]').first().waitFor();
  await knock(trainer, 'trainer', { secret: workshop.secret });
  await trainer.page.goto(`${workshop.base}/en/board`);
  await trainer.page.getByTestId('seat').first().waitFor();
  expect(await trainer.page.getByTestId('lesson-end').count()).toBe(0);
  await trainer.page.goto(`${workshop.base}/en/present`);
  await trainer.page.getByLabel('Choose a step').selectOption({ label: '1 Start the kubelet' });
  await trainer.page.getByRole('heading', { level: 1, name: 'Start the kubelet' }).waitFor();
  await trainer.page.goto(`${workshop.base}/en/board`);
  await expect
    .poll(() => trainer.page.getByTestId('lesson-end').innerText())
    .toMatch(/by the plan \d\d:\d\d ·\s*expected \d\d:\d\d/);
  expect(await violations()).toEqual([]);
});

it('a workbook is read from the tile, with the name on it, and can be printed in either language', async () => {
  await trainer.page.getByRole('button', { name: 'More about Ada Brandt' }).click();
  const opened = trainer.context.waitForEvent('page');
  await trainer.page.getByRole('menuitem', { name: /^Workbook/ }).click();
  const page = await opened;
  await page.getByTestId('record').getByText('Ada Brandt').first().waitFor({ timeout: 60_000 });
  await page.locator('[data-testid="record"] [data-step="start"] [data-task][data-done]').first().waitFor();
  expect(await page.getByTestId('record').count()).toBe(1);
  await expect.poll(() => page.getByTestId('print').isDisabled()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.topbar').isVisible()).toBe(false);
  expect(await page.getByRole('heading', { name: 'Ada Brandt' }).isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('link', { name: 'Deutsch' }).click();
  await page.getByTestId('record').getByText('Aufgaben', { exact: true }).first().waitFor({ timeout: 60_000 });
  await page.close();
});

it('all are read one after the other; who has done nothing has an empty one', async () => {
  const ben = await openBrowser({ locale: 'en-GB' });
  await knock(ben, 'join', { code: workshop.code, name: 'Ben Hart', locale: 'en' });
  await ben.close();
  await trainer.page.goto(`${workshop.base}/en/records`);
  await trainer.page.getByRole('status').getByText('All 2 workbooks are here.').waitFor({ timeout: 60_000 });
  await record('s01').locator('[data-step="start"]').waitFor();
  await record('s02').getByText('Nothing has been done here yet.').waitFor();
  expect(await violations()).toEqual([]);
});

it('is a trainer’s page', async () => {
  for (const path of ['records', 'records/s01']) {
    expect((await ada.page.request.get(`${workshop.base}/de/${path}`, { maxRedirects: 0 })).status(), path).not.toBe(
      200,
    );
  }
});
