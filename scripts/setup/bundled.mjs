// An unpacked bundle (scripts/bundle.mjs) carries everything built and the packages it needs, but no sources: nothing is to be made there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './settings.mjs';

/** Where a bundle keeps the lab's images, below its folder. */
export const IMAGE_FOLDER = 'images';

/** What a bundle says of itself: { version, node, platform, arch, builtAt, images }; null in a clone. */
export function bundled() {
  const file = join(ROOT, 'BUNDLE.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
