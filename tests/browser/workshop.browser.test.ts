// Two participants and a trainer, three browsers, two languages: through a step together.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gzipped, MAX_PAGE_WEIGHT, pageScripts } from '../bench/page-weight';
import { openBrowser, type TestBrowser } from './support/chromium';
import { screenShows, typeLine } from './support/screen';
import { startWorkshop, type WorkshopProcess } from './support/workshop-process';

/** How much wider than the window the page is, px. */
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

let workshop: WorkshopProcess;
let ada: TestBrowser;
let ben: TestBrowser;
let trainer: TestBrowser;
/** The trainer's second window, which looks at a seat. */
let looking: Page;

beforeAll(async () => {
  workshop = await startWorkshop();
  ada = await openBrowser({ locale: 'de-DE' });
  ben = await openBrowser({ locale: 'en-GB', colorScheme: 'dark' });
  trainer = await openBrowser({ locale: 'en-GB' });
});
afterAll(async () => {
  await ada?.close();
  await ben?.close();
  await trainer?.close();
  await workshop?.dispose();
});

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

const join = async ({ page }: TestBrowser, locale: 'de' | 'en', name: string) => {
  await page.goto(`${workshop.base}/${locale}/join#c=${workshop.code}`);
  await page.locator('#name').fill(name);
  await page.locator('button[type="submit"]').click();
};
const atStep = async ({ page }: TestBrowser, step: string) =>
  page.locator(`[data-testid="lesson"][data-step="${step}"]`).waitFor();
const tile = (name: string) => trainer.page.getByTestId('seat').filter({ hasText: name });

describe('the pages', () => {
  it.each(['join', 'trainer', 'board', 'present'])('%s asks for at most 250 kB of JavaScript, gzipped', (name) =>
    expect(gzipped(pageScripts(`[locale]/${name}`))).toBeLessThanOrEqual(MAX_PAGE_WEIGHT),
  );
});

describe('the doors', () => {
  it('say why somebody is not let in, and keep what was typed', async () => {
    const { page } = ada;
    await page.goto(`${workshop.base}/de/join#c=ZZZZZZ`);
    await expect.poll(() => page.locator('#code').inputValue()).toBe('ZZZZZZ');
    await page.locator('#name').fill('Ada');
    expect(await violations(page)).toEqual([]);
    await page.locator('button[type="submit"]').click();
    await page.getByRole('alert').getByText('Zu diesem Code gibt es keinen Workshop.').waitFor();
    expect(await page.locator('#name').inputValue()).toBe('Ada');
  });
  it('lead to the start page, each in their language', async () => {
    await join(ada, 'de', 'Ada Brandt');
    await ada.page.getByTestId('start-note').getByText('Sie haben Platz 1, Ada Brandt.').waitFor();
    await join(ben, 'en', 'Ben Hart');
    await ben.page.getByTestId('start-note').getByText('You have seat 2, Ben Hart.').waitFor();
    expect(await violations(ben.page)).toEqual([]);
  });
  it('do not take a name twice', async () => {
    const third = await openBrowser({ locale: 'en-GB' });
    await join(third, 'en', 'ada brandt');
    await third.page.getByRole('alert').getByText('already has this name').waitFor();
    await third.close();
  });
  it('let a trainer in with the secret only', async () => {
    const { page } = trainer;
    await page.goto(`${workshop.base}/en/board`);
    await page.waitForURL(/\/en\/trainer/);
    await page.locator('#secret').fill('wrong');
    await page.locator('button[type="submit"]').click();
    await page.getByRole('alert').getByText('This secret is not the right one.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator('#secret').fill(workshop.secret);
    await page.locator('button[type="submit"]').click();
    await tile('Ada Brandt').waitFor();
    await tile('Ben Hart').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describe('in the room', () => {
  it('everybody has a lab of their own, and the board sees the tasks turn green', async () => {
    for (const { browser, node } of [
      { browser: ada, node: 'worker1' },
      { browser: ben, node: 'worker2' },
    ]) {
      const locale = browser === ada ? 'de' : 'en';
      await browser.page.goto(`${workshop.base}/${locale}/lessons/walkthrough/start`);
      await browser.page.getByTestId('room-bar').waitFor();
      await screenShows(browser.page, new RegExp(`@${node}:~\\$`));
    }
    await typeLine(ada.page, 'mkdir kubelet-manifests');
    await expect.poll(() => tile('Ada Brandt').locator('meter').getAttribute('value')).toBe('1');
    expect(await tile('Ben Hart').locator('meter').getAttribute('value')).toBe('0');
    expect(await violations(ada.page)).toEqual([]);
  });

  it('a trainer invites with a code, an address and a picture of it', async () => {
    const { page } = trainer;
    await page.getByTestId('invite').click();
    expect(await page.getByTestId('join-link').innerText()).toBe(`${workshop.base}/join#c=${workshop.code}`);
    await page.getByTestId('qr').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('a failed command and a raised hand come first, until the trainer lowers the hand', async () => {
    await typeLine(ben.page, 'cat nothing.yaml');
    await tile('Ben Hart').getByText('$ cat nothing.yaml').waitFor();
    await ben.page.getByTestId('hand').click();
    await expect.poll(() => ben.page.getByTestId('hand').getAttribute('aria-pressed')).toBe('true');
    await expect.poll(() => trainer.page.getByTestId('seat').first().innerText()).toContain('Ben Hart');
    await trainer.page.getByTestId('queue').getByTestId('lower-hand').click();
    await expect.poll(() => ben.page.getByTestId('hand').getAttribute('aria-pressed')).toBe('false');
  });

  it('an announcement reaches both, with something to copy', async () => {
    const { page } = trainer;
    await page.getByTestId('announce').click();
    const form = page.getByTestId('announce-form');
    await form.getByLabel('Text').fill('Five minutes left.');
    await form.getByLabel('To be copied').fill('sudo docker ps');
    expect(await violations(page)).toEqual([]);
    await form.getByRole('button', { name: 'Announce' }).click();
    await ada.page.getByTestId('announcement').getByText('Five minutes left.').waitFor();
    await ben.page.getByTestId('announcement').getByText('sudo docker ps').waitFor();
    await ada.page.getByRole('button', { name: 'Durchsage ausblenden' }).click();
    await expect.poll(() => ada.page.getByTestId('announcement').count()).toBe(0);
  });

  it('who follows is led, and who does not is told where the trainer is', async () => {
    const { page } = trainer;
    await ada.page.getByTestId('follow').click();
    await expect.poll(() => ada.page.getByTestId('follow').isChecked()).toBe(true);
    await page.goto(`${workshop.base}/en/present`);
    await page.getByLabel('Choose a step').selectOption({ label: '1 Start the kubelet' });
    await page.getByRole('heading', { level: 1, name: 'Start the kubelet' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByTestId('next-step').click();
    await atStep(ada, 'manifest');
    await ben.page.getByTestId('leader').getByText('Add a manifest').waitFor();
    await atStep(ben, 'start');
    await expect
      .poll(() => page.getByTestId('around').innerText())
      .toMatch(/1\s*not there yet[\s\S]*1\s*at this step|not there yet\s*1[\s\S]*at this step\s*1/);
    await page.getByTestId('previous-step').click();
    await atStep(ada, 'start');
  });

  it('catching up builds the trainer’s state, and there is a way back to one’s own', async () => {
    const { page } = ben;
    await typeLine(page, 'mkdir -p kubelet-manifests; echo mine > kubelet-manifests/a.yaml');
    await page.getByTestId('editor').getByText('a.yaml').first().waitFor();
    await page.getByTestId('catch-up').click();
    await page.getByRole('button', { name: 'Catch me up', exact: true }).click();
    await page.getByTestId('go-back').waitFor({ timeout: 60_000 });
    await typeLine(page, 'ls kubelet-manifests; echo looked');
    await screenShows(page, /looked/);
    expect(await page.getByTestId('editor').getByText('a.yaml').count()).toBe(0);
    await page.getByTestId('go-back').click();
    await page.getByRole('button', { name: 'Go back', exact: true }).click();
    await expect.poll(() => page.getByTestId('go-back').count(), { timeout: 60_000 }).toBe(0);
    await page.getByTestId('editor').getByText('a.yaml').first().waitFor();
    await typeLine(page, 'cat kubelet-manifests/a.yaml');
    await screenShows(page, /mine/);
  });

  it('a trainer looks at a seat and types there only while that is allowed', async () => {
    const { page } = trainer;
    await page.goto(`${workshop.base}/en/board`);
    const opened = trainer.context.waitForEvent('page');
    await tile('Ada Brandt')
      .getByRole('link', { name: /^Look at Ada Brandt/ })
      .click();
    looking = await opened;
    await looking.getByTestId('look-bar').getByText('You are looking at the seat of Ada Brandt').waitFor();
    await ada.page.getByTestId('watched').waitFor();
    await screenShows(looking, /mkdir kubelet-manifests/);
    await typeLine(looking, 'echo too-early');
    await typeLine(ada.page, 'echo still-alone');
    await screenShows(ada.page, /still-alone/);
    await looking.getByText('This tab only looks at').waitFor();
    await expect(screenShows(ada.page, /too-early/, 500)).rejects.toThrow();
    await looking.getByTestId('ask-typing').click();
    await ada.page.getByTestId('typing-asked').waitFor();
    expect(await violations(ada.page)).toEqual([]);
    await ada.page.getByRole('button', { name: 'Erlauben' }).click();
    await looking.locator('[data-typing="granted"]').waitFor();
    await typeLine(looking, 'echo from-the-$((1+1))nd-chair');
    await screenShows(ada.page, /from-the-2nd-chair/);
    await ada.page.getByTestId('typing-granted').getByRole('button', { name: 'Beenden' }).click();
    await looking.locator('[data-typing="none"]').waitFor();
    await looking.close();
    await expect.poll(() => ada.page.getByTestId('watched').count()).toBe(0);
  });

  it('a resume code brings the seat to another device', async () => {
    await ada.page.locator('.room-me').click();
    const code = (await ada.page.getByTestId('resume-code').innerText()).replace(/\s/g, '');
    await ada.page.keyboard.press('Escape');
    const phone = await openBrowser({ locale: 'de-DE', width: 390, height: 844 });
    await phone.page.goto(`${workshop.base}/de/join`);
    await phone.page.getByRole('button', { name: 'Ich habe schon einen Platz' }).click();
    await phone.page.locator('#resume').fill(code.toLowerCase());
    await phone.page.locator('button[type="submit"]').click();
    await phone.page.getByText('Sie haben Platz 1, Ada Brandt.').waitFor();
    await phone.page.goto(`${workshop.base}/de/lessons/walkthrough/start`);
    await phone.page.getByTestId('room-bar').waitFor();
    await phone.page.getByTestId('elsewhere').getByText('schon auf einem anderen Gerät offen').waitFor();
    expect(await phone.page.evaluate(OVERFLOW)).toBe(0);
    expect(await violations(phone.page)).toEqual([]);
    await phone.page.getByTestId('work-here').click();
    await ada.page.getByRole('status').getByText('Sie arbeiten jetzt auf einem anderen Gerät').waitFor();
    expect(await phone.page.getByTestId('elsewhere').count()).toBe(0);
    expect(await violations(ada.page)).toEqual([]);
    await typeLine(ada.page, 'echo from-the-$((1+2))rd-hand');
    await ada.page.getByTestId('terminal').getByText('an einem anderen Gerät').waitFor();
    await ada.page.getByTestId('work-here').click();
    await phone.page.getByTestId('elsewhere').getByText('Sie arbeiten jetzt auf einem anderen Gerät').waitFor();
    await phone.close();
    await ada.page.reload();
    await typeLine(ada.page, 'echo from-the-$((2+2))th-hand');
    await screenShows(ada.page, /from-the-4th-hand/);
    await expect(screenShows(ada.page, /from-the-3rd-hand/, 500)).rejects.toThrow();
    expect(await ada.page.getByTestId('elsewhere').count()).toBe(0);
  });

  it('a seat is reset and removed only after its name was read', async () => {
    const menu = async (item: RegExp) => {
      await tile('Ben Hart').getByRole('button', { name: 'More about Ben Hart' }).click();
      await trainer.page.getByRole('menuitem', { name: item }).click();
      await trainer.page.getByTestId('seat-confirm').getByText('Ben Hart').first().waitFor();
    };
    await menu(/^Reset/);
    await trainer.page.getByRole('button', { name: 'Reset', exact: true }).click();
    await expect.poll(() => ben.page.getByTestId('editor').getByText('a.yaml').count()).toBe(0);
    await screenShows(ben.page, /^\s*\S+@worker2:~\$\s*$/);
    await menu(/^Remove/);
    await trainer.page.getByRole('button', { name: 'Remove', exact: true }).click();
    await ben.page.waitForURL(/\/en\/join/);
    await expect.poll(() => tile('Ben Hart').count()).toBe(0);
  });

  it.each(['board', 'present'])('the trainer’s %s fits a phone, in the dark', async (name) => {
    const { page } = trainer;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${workshop.base}/de/${name}`);
    await page.getByTestId(name).waitFor();
    expect(await page.evaluate(OVERFLOW)).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${workshop.base}/en/board`);
  });

  it('the projector says how far the class is, and how to get in', async () => {
    const { page } = trainer;
    await page.goto(`${workshop.base}/en/lessons/walkthrough/start`);
    await page.locator('[data-layout-button="projector"]').click();
    await page.getByTestId('projector-join').getByText('ABC DEF').waitFor();
    await page.getByTestId('projector-finished').getByText('0 of 1').waitFor();
    await page.goto(`${workshop.base}/en/board`);
  });

  it('a closed room lets nobody in, and its results can be taken along', async () => {
    await trainer.page.getByTestId('open-room').click();
    await trainer.page.getByRole('button', { name: 'Open the room' }).waitFor();
    await join(ben, 'en', 'Ben again');
    await ben.page.getByRole('alert').getByText('The room is closed').waitFor();
    const results = await trainer.page.request.get(`${workshop.base}/room.csv`);
    expect(await results.text()).toContain('Ada Brandt');
    expect((await ada.page.request.get(`${workshop.base}/room.csv`)).ok()).toBe(false);
  });

  it('nothing was complained of in a console but the doors that stayed shut', () => {
    for (const { problems } of [ada, ben, trainer]) {
      expect(problems.filter((problem) => !/status of 4(?:01|03|09)/.test(problem))).toEqual([]);
    }
  });
});
