// The lab's images: present, pulled, or built from Debian packages under the same names (server/runtime/images).
import { join } from 'node:path';
import { bundled, IMAGE_FOLDER } from './bundled.mjs';
import { run } from './run.mjs';
import { ROOT } from './settings.mjs';

/** Runs a program, through `sg docker` where this login does not have the group yet. */
export function asDockerUser(viaGroup, command, args) {
  if (!viaGroup) return [command, args];
  const quoted = [command, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  return ['sg', ['docker', '-c', `exec ${quoted}`]];
}

/** Makes the images available. Returns rows { image, state: 'present'|'loaded'|'pulled'|'built'|'failed', message? }. */
export async function ensureImages({ engine, say, texts, noInstall, workshop = false }) {
  const rows = [];
  let rest = '';
  const [command, args] = asDockerUser(engine.viaGroup, process.execPath, [
    'dist/images.mjs',
    '--socket',
    engine.socket,
    ...(noInstall ? ['--no-install'] : []),
    ...(workshop ? ['--workshop'] : []),
    ...(bundled() ? ['--archives', join(ROOT, IMAGE_FOLDER)] : []),
  ]);
  await run(command, args, {
    cwd: ROOT,
    onLine(chunk) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.filter((text) => text.startsWith('{'))) {
        const row = JSON.parse(line);
        if (!row.state || !(row.state in texts.images)) continue;
        rows.push(row);
        if (row.state !== 'present') say(`${row.image} ${texts.images[row.state]}`);
      }
    },
  });
  return rows;
}
