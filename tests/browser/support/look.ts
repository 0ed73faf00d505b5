// Compares what a page looks like with a kept picture. At half size, so that the smoothing of single letters does not count.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const KEPT = new URL('../look/', import.meta.url).pathname;
/** Of all pixels; a moved pane or a lost colour is several times that. */
const TOLERATED = 0.01;

interface Compared {
  /** The page at half size, PNG in base64. */
  png: string;
  /** How many of all pixels differ; 1 when the sizes do. */
  share: number;
}

/** In the page: decodes both pictures, halves the first, counts the pixels in which they differ. */
const COMPARE = `async ([now, then]) => {
  const draw = async (base64, scale) => {
    const bitmap = await createImageBitmap(await (await fetch('data:image/png;base64,' + base64)).blob());
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return { canvas, pixels: context.getImageData(0, 0, canvas.width, canvas.height).data };
  };
  const halved = await draw(now, 0.5);
  const png = halved.canvas.toDataURL('image/png').split(',')[1];
  if (!then) return { png, share: 1 };
  const before = await draw(then, 1);
  if (before.pixels.length !== halved.pixels.length) return { png, share: 1 };
  let different = 0;
  for (let at = 0; at < before.pixels.length; at += 4) {
    if ([at, at + 1, at + 2].some((i) => Math.abs(before.pixels[i] - halved.pixels[i]) > 40)) different += 1;
  }
  return { png, share: different / (before.pixels.length / 4) };
}`;

/** In a page of its own: that of the application may not fetch from data: addresses. */
async function compare(page: Page, shot: Buffer, kept: Buffer | undefined): Promise<Compared> {
  const scratch = await page.context().newPage();
  try {
    const pictures = JSON.stringify([shot.toString('base64'), kept?.toString('base64')]);
    return await scratch.evaluate<Compared>(`(${COMPARE})(${pictures})`);
  } finally {
    await scratch.close();
  }
}

/**
 * Says what is wrong with the look of `page` against the kept picture `name`; '' when they agree.
 * With UPDATE_LOOK set the picture is kept anew. What differs is left in the system's temporary folder to be looked at.
 * @param style CSS that hides what is different on each machine or at each moment
 */
export async function lookOf(page: Page, name: string, style: string): Promise<string> {
  await page.addStyleTag({ content: style });
  await page.mouse.move(0, 0);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  const file = join(KEPT, `${name}.png`);
  const kept = existsSync(file) ? readFileSync(file) : undefined;
  const shot = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  const { png, share } = await compare(page, shot, kept);
  if (process.env.UPDATE_LOOK) {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(file, Buffer.from(png, 'base64'));
    return '';
  }
  if (share <= TOLERATED) return '';
  const seen = join(tmpdir(), `kulissen-look-${name}.png`);
  writeFileSync(seen, Buffer.from(png, 'base64'));
  return `${name}: ${(share * 100).toFixed(1)} % of it differ; what was seen is ${seen}`;
}
