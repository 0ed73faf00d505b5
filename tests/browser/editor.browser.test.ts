import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { type LabProcess, startLab } from './support/lab-process';
import { enterWorkbench, idlePod } from './support/workbench';

describe('the editor', () => {
  let lab: LabProcess;
  let browser: TestBrowser;
  const folder = () => join(lab.dataDir, 'home/kubelet-manifests');
  const state = (file: string) => browser.page.locator(`[data-file="${file}"]`).getAttribute('data-file-state');
  const editor = () => browser.page.getByTestId('editor');

  beforeAll(async () => {
    lab = await startLab();
    browser = await openBrowser({ locale: 'en-GB' });
    await enterWorkbench(browser.page, lab, 'en');
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.dispose();
  });

  it('makes a file, marks it unsaved, saves it whole with Ctrl+S', async () => {
    const { page } = browser;
    await page.getByRole('button', { name: 'New file' }).click();
    await page.getByLabel('Name of the new file').fill('web');
    await page.keyboard.press('Enter');
    await expect.poll(() => state('web.yaml')).toBe('unsaved');
    await editor().locator('.monaco-editor .view-lines').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('End');
    await page.keyboard.type('web\n  image: busybox:1.35');
    await page.keyboard.press('Control+s');
    await expect.poll(() => state('web.yaml'), { timeout: 15_000 }).toBe('unread');
    expect(readFileSync(join(folder(), 'web.yaml'), 'utf8')).toContain('name: web');
    expect(readdirSync(folder())).toEqual(['web.yaml']);
  });

  it('offers fields and explains them, offline', async () => {
    const { page } = browser;
    await editor().locator('.monaco-editor .view-lines').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('End');
    await page.keyboard.type('\nimagePull');
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-widget').getByText('imagePullPolicy').first().waitFor();
    await page.keyboard.press('Escape');
    for (let at = 0; at < 'imagePull'.length + 1; at += 1) await page.keyboard.press('Backspace');
    await editor().locator('.view-line').getByText('image', { exact: false }).first().hover();
    await page
      .locator('.monaco-hover')
      .getByText(/Image that the container is made from/)
      .first()
      .waitFor();
  });

  it('says what is wrong, at the line, in the language of the page', async () => {
    const { page } = browser;
    writeFileSync(join(folder(), 'bad.yaml'), idlePod('bad').replace('kind: Pod', 'kind: Pod\nreplicas: 2'));
    await page.locator('[data-file="bad.yaml"]').click();
    await editor().getByText('Line 3.').waitFor();
    await editor()
      .getByText(/replicas/)
      .first()
      .waitFor();
    await editor().locator('.squiggly-warning, .squiggly-error').first().waitFor();
  });

  it('never overwrites silently what changed elsewhere', async () => {
    const { page } = browser;
    await page.locator('[data-file="web.yaml"]').click();
    await editor().locator('.monaco-editor .view-lines').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('# mine\n');
    await expect.poll(() => state('web.yaml')).toBe('unsaved');
    writeFileSync(join(folder(), 'web.yaml'), '# theirs\n');
    await editor()
      .getByText(/changed elsewhere/)
      .waitFor();
    await page.keyboard.press('Control+s');
    expect(readFileSync(join(folder(), 'web.yaml'), 'utf8')).toBe('# theirs\n');
    await editor().getByRole('button', { name: 'Save mine' }).click();
    await expect.poll(() => readFileSync(join(folder(), 'web.yaml'), 'utf8')).toContain('# mine');
  });

  it('keeps unsaved edits through a reload', async () => {
    const { page } = browser;
    await editor().locator('.monaco-editor .view-lines').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('# draft\n');
    await expect.poll(() => state('web.yaml')).toBe('unsaved');
    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await page.locator('[data-file="web.yaml"]').click();
    await editor().locator('.view-line').getByText('# draft').waitFor();
    await expect.poll(() => state('web.yaml')).toBe('unsaved');
  });

  it('follows the theme button', async () => {
    const { page } = browser;
    const background = () =>
      page.evaluate("getComputedStyle(document.querySelector('.monaco-editor-background')).backgroundColor");
    expect(await background()).toBe('rgb(253, 252, 249)');
    await page.getByTestId('theme').click();
    await expect.poll(background).toBe('rgb(27, 29, 31)');
    await page.getByTestId('theme').click();
    await expect.poll(background).toBe('rgb(253, 252, 249)');
  });

  it('shows what a lesson’s block would change before it is taken, and drops it on demand', async () => {
    const { page } = browser;
    const mine = '# my own nginx\napiVersion: v1\nkind: Pod\n';
    writeFileSync(join(folder(), 'nginx.yaml'), mine);
    await page.locator('[data-file="nginx.yaml"]').waitFor();
    await page.goto(`${lab.base}/en/lessons/walkthrough/manifest`);
    const take = page.getByRole('button', { name: 'Put into editor' });
    // The page answers clicks.
    await editor().locator('[data-file="nginx.yaml"]').waitFor();
    await take.click();
    const comparing = page.getByTestId('comparing');
    await comparing.waitFor();
    await editor().locator('.line-delete, .char-delete').first().waitFor();
    await editor().locator('.line-insert, .char-insert').first().waitFor();
    expect(readFileSync(join(folder(), 'nginx.yaml'), 'utf8')).toBe(mine);
    await comparing.getByRole('button', { name: 'Leave as it is' }).click();
    await editor().locator('.view-line').getByText('# my own nginx').waitFor();
    expect(await comparing.count()).toBe(0);
    await take.click();
    await comparing.getByRole('button', { name: 'Apply' }).click();
    await editor().locator('.view-line').getByText('containerPort').first().waitFor();
    await expect.poll(() => state('nginx.yaml')).toBe('unsaved');
    expect(readFileSync(join(folder(), 'nginx.yaml'), 'utf8')).toBe(mine);
    await editor().locator('.monaco-editor .view-lines').first().click();
    await page.keyboard.press('Control+s');
    await expect.poll(() => readFileSync(join(folder(), 'nginx.yaml'), 'utf8')).toContain('containerPort: 80');
  });

  it('renames a file with its text, and does not rename onto another', async () => {
    const { page } = browser;
    const before = readFileSync(join(folder(), 'nginx.yaml'), 'utf8');
    const rename = async (to: string) => {
      await page.keyboard.press('F1');
      await page.keyboard.type('Rename nginx.yaml');
      await page.keyboard.press('Enter');
      await page.getByLabel('New name for nginx.yaml').fill(to);
      await page.keyboard.press('Enter');
    };
    await page.locator('[data-file="nginx.yaml"]').click();
    await rename('bad.yaml');
    await page.getByText('bad.yaml already exists.').waitFor();
    await page.keyboard.press('Escape');
    await rename('server.yaml');
    await expect.poll(() => state('server.yaml')).toBe('unread');
    await expect.poll(() => page.locator('[data-file="nginx.yaml"]').count()).toBe(0);
    expect(readFileSync(join(folder(), 'server.yaml'), 'utf8')).toBe(before);
    expect(readdirSync(folder())).not.toContain('nginx.yaml');
    await editor().locator('.view-line').getByText('containerPort').first().waitFor();
  });

  it('refuses names that leave the folder', async () => {
    const { page } = browser;
    await page.getByRole('button', { name: 'New file' }).click();
    await page.getByLabel('Name of the new file').fill('../evil.yaml');
    await page.keyboard.press('Enter');
    await page.getByText(/no slash/).waitFor();
  });
});
