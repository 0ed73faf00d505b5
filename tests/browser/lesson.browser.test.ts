// A step that is jumped to, a quiz in two languages and two tabs, a folder that somebody deletes: nothing is lost.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { type LabProcess, startLab } from './support/lab-process';
import { enterWorkbench, onStage } from './support/workbench';

const STEP = 'lessons/05-network/ports';

let lab: LabProcess;
let browser: TestBrowser;
beforeAll(async () => {
  lab = await startLab();
  browser = await openBrowser();
  await enterWorkbench(browser.page, lab);
});
afterAll(async () => {
  await browser?.close();
  await lab?.dispose();
});

const lesson = (page: Page) => page.getByTestId('lesson');
const option = (page: Page, value: string) => lesson(page).locator(`[data-question="twice"] input[value="${value}"]`);
const task = (page: Page, state: string) => lesson(page).locator(`[data-task="answered"][data-state="${state}"]`);
const minutes = async (page: Page) => Number(/\d+/.exec(await page.locator('.rail .meta').innerText())?.[0]);

it('builds what a step begins with when it is jumped to', async () => {
  const { page } = browser;
  await page.goto(`${lab.base}/de/${STEP}`);
  const blocked = lesson(page).locator('.lesson-blocked');
  await blocked.getByRole('button').click();
  await blocked.getByRole('button', { name: 'Zurücksetzen' }).click();
  for (const container of ['web', 'helper']) {
    await onStage(page, { pod: 'pair-worker1', container, state: 'running' }).waitFor({ timeout: 120_000 });
  }
  await blocked.waitFor({ state: 'detached' });
  expect(readdirSync(join(lab.dataDir, 'home/kubelet-manifests')).sort()).toEqual(['nginx.yaml', 'pair.yaml']);
});

it('keeps an answer, its reason and the place through a change of the language', async () => {
  const { page } = browser;
  await option(page, 'refused').check();
  await task(page, 'open').waitFor();
  const why = lesson(page).locator('[data-question="twice"] .lesson-why');
  await expect.poll(() => why.innerText()).not.toBe('');
  const german = await why.innerText();
  const left = await minutes(page);
  await page.getByRole('link', { name: 'English' }).click();
  await page.waitForURL(`**/en/${STEP}`);
  await expect.poll(() => option(page, 'refused').isChecked()).toBe(true);
  await expect.poll(() => why.innerText()).not.toBe(german);
  expect(await minutes(page)).toBe(left);
  await onStage(page, { pod: 'pair-worker1', container: 'web', state: 'running' }).waitFor();
});

it('shows in every tab what was answered in one', async () => {
  const { page, context } = browser;
  const second = await context.newPage();
  await second.goto(`${lab.base}/de/${STEP}`);
  await expect.poll(() => option(second, 'refused').isChecked(), { timeout: 30_000 }).toBe(true);
  await option(second, 'both').check();
  await task(second, 'done').waitFor();
  await task(page, 'done').waitFor();
  expect(await option(page, 'both').isChecked()).toBe(true);
  await second.close();
});

it('has fewer minutes left with each step', async () => {
  const { page } = browser;
  const before = await minutes(page);
  await page.goto(`${lab.base}/en/lessons/05-network/clash`);
  await lesson(page).waitFor();
  expect(await minutes(page)).toBeLessThan(before);
});

it('says what is gone when somebody deletes the folder, builds it anew, and has lost nothing', async () => {
  const { page } = browser;
  await onStage(page, { pod: 'pair-worker1', container: 'web', state: 'running' }).waitFor();
  const folder = join(lab.dataDir, 'home/kubelet-manifests');
  rmSync(folder, { recursive: true });
  const blocked = lesson(page).locator('.lesson-blocked');
  await blocked.getByRole('button').click({ timeout: 60_000 });
  await blocked.getByRole('button', { name: 'Reset' }).click();
  await onStage(page, { pod: 'pair-worker1', container: 'web', state: 'running' }).waitFor({ timeout: 120_000 });
  expect(existsSync(join(folder, 'pair.yaml'))).toBe(true);
  await page.goto(`${lab.base}/en/${STEP}`);
  await task(page, 'done').waitFor();
  expect(browser.problems).toEqual([]);
});
