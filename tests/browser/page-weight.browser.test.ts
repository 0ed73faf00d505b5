// How much JavaScript stands before the prose: measured on the build, and compared with what the pages really ask for.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildFile, gzipped, MAX_PAGE_WEIGHT, pageScripts } from '../bench/page-weight';
import { openBrowser, type TestBrowser } from './support/chromium';
import { type LabProcess, startLab } from './support/lab-process';

let lab: LabProcess;
let browser: TestBrowser;
beforeAll(async () => {
  lab = await startLab();
  browser = await openBrowser({ locale: 'en-GB' });
  await browser.page.goto(lab.url);
  await browser.page.getByTestId('begin').waitFor();
});
afterAll(async () => {
  await browser.close();
  await lab.dispose();
});

it.each([
  ['[locale]/lessons/[slug]/[step]', '/en/lessons/walkthrough/start'],
  ['[locale]', '/en'],
  ['[locale]/preflight', '/en/preflight'],
  ['[locale]/login', '/en/login'],
])('%s asks for at most 250 kB of JavaScript, gzipped', async (name, path) => {
  const counted = pageScripts(name);
  const weight = gzipped(counted);
  expect(weight, `${Math.round(weight / 1000)} kB`).toBeLessThanOrEqual(MAX_PAGE_WEIGHT);
  const html = await (await browser.page.request.get(lab.base + path)).text();
  const asked = [...html.matchAll(/<script(?![^>]*noModule)[^>]* src="([^"]+)"/g)].map(([, src]) =>
    buildFile(new URL(src ?? '', lab.base).href),
  );
  expect(asked.length).toBeGreaterThan(3);
  // Nothing is asked for that was not counted.
  expect(asked.filter((file) => !file || !counted.includes(file))).toEqual([]);
});
