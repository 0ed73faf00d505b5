// A page as a WebP file: the browser itself is the encoder.
import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** A picture of the README is read on a phone, too. */
export const MAX_BYTES = 150_000;
const QUALITIES = [0.92, 0.86, 0.8, 0.7, 0.6];

/** In a page: PNG in base64 to WebP in base64. */
const ENCODE = `async ([png, quality]) => {
  const bitmap = await createImageBitmap(await (await fetch('data:image/png;base64,' + png)).blob());
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d').drawImage(bitmap, 0, 0);
  return canvas.toDataURL('image/webp', quality).split(',')[1];
}`;

/** Writes what `page` shows to `file`, in the best quality that stays below MAX_BYTES. Throws when none does. */
export async function takePicture(page: Page, file: string): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  // A page of its own: that of the application may not fetch from data: addresses.
  const scratch = await page.context().newPage();
  try {
    for (const quality of QUALITIES) {
      const webp = await scratch.evaluate<string>(`(${ENCODE})(${JSON.stringify([png.toString('base64'), quality])})`);
      const bytes = Buffer.from(webp, 'base64');
      if (bytes.length >= MAX_BYTES) continue;
      writeFileSync(file, bytes);
      process.stdout.write(`${file}: ${Math.round(bytes.length / 1000)} kB\n`);
      return;
    }
    throw new Error(`${file} would be larger than ${MAX_BYTES} bytes`);
  } finally {
    await scratch.close();
    await page.bringToFront();
  }
}
