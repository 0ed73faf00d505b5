// A workshop without TLS as everybody but its own machine has it: over an address of the network. There browsers withhold what they keep for
// secure contexts, and there the red line stands.
import { networkInterfaces } from 'node:os';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { screenShows, typeLine } from './support/screen';
import { startWorkshop, type WorkshopProcess } from './support/workshop-process';

const SAID = { de: 'Diese Verbindung ist nicht verschlüsselt', en: 'This connection is not encrypted' } as const;

/** Any that is not the loopback; the engine's bridge has one wherever there is an engine. */
function address(): string {
  const found = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4');
  if (!found) throw new Error('this machine has no address but the loopback');
  return found.address;
}

let workshop: WorkshopProcess;
let ada: TestBrowser;
beforeAll(async () => {
  workshop = await startWorkshop(3, address());
  ada = await openBrowser({ locale: 'de-DE' });
});
afterAll(async () => {
  await ada?.close();
  await workshop?.dispose();
});

const banner = (page: Page) => page.getByTestId('no-tls');

it.each([
  ['de', 'light'],
  ['en', 'dark'],
] as const)('says on the doors, in red, that it is not encrypted: %s, %s', async (locale, colorScheme) => {
  const { page } = ada;
  await page.emulateMedia({ colorScheme });
  for (const door of ['join', 'trainer']) {
    await page.goto(`${workshop.base}/${locale}/${door}`);
    await banner(page).getByText(SAID[locale]).waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
});

it('takes no trainer’s secret over such a connection', async () => {
  const { page } = ada;
  await page.goto(`${workshop.base}/de/trainer`);
  await page.locator('#secret').fill(workshop.secret);
  await page.locator('button[type="submit"]').click();
  await expect.poll(() => page.getByRole('alert').first().innerText()).toMatch(/TLS|verschlüsselt/);
  expect(page.url()).toMatch(/\/trainer$/);
});

it('says it on every page of a participant', async () => {
  const { page } = ada;
  const data = { code: workshop.code, name: 'Ada', locale: 'de' };
  const answer = await page.request.post(`${workshop.base}/join`, { data, headers: { Origin: workshop.base } });
  expect(answer.status()).toBe(204);
  for (const path of ['', '/workbook', '/lessons/walkthrough/start']) {
    await page.goto(`${workshop.base}/de${path}`);
    await banner(page).getByText(SAID.de).waitFor();
  }
});

it('works there all the same: a terminal is opened, a command is typed, a step is built', async () => {
  const { page } = ada;
  expect(await page.evaluate('isSecureContext')).toBe(false);
  await screenShows(page, /@worker1:~\$/);
  await page.getByTestId('terminal').getByRole('button', { name: 'Neues Terminal' }).click();
  await expect.poll(() => page.getByTestId('terminal').getByRole('tab').count()).toBe(2);
  await screenShows(page, /^\s*\S+@worker1:~\$\s*$/);
  await typeLine(page, 'mkdir kubelet-manifests');
  await page.locator('[data-testid="lesson"] [data-task][data-state="done"]').first().waitFor();
  await page.getByTestId('lesson').getByRole('button', { name: 'Kopieren' }).first().click();
  // Chromium says each time that it takes one of our headers over https only.
  const expected = /status of 40[13]|Cross-Origin-Opener-Policy header has been ignored/;
  expect(ada.problems.filter((problem) => !expected.test(problem))).toEqual([]);
});
