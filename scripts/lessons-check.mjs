// `npm run lessons:check`: before a workshop, on the trainer's machine: engine, images, disk, and every step of every lesson.
import { spawn } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureEngine } from './setup/engine.mjs';
import { ensureImages } from './setup/images.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { step, Told } from './setup/report.mjs';
import { ROOT } from './setup/settings.mjs';
import { texts } from './setup/texts.mjs';

/** Below this a workshop's containers and logs may fill the disk. */
const FREE_BYTES = 2 * 1024 ** 3;

const t = texts('en');
await step(t.step.packages, async (say) =>
  (await ensurePackages({ say, texts: t })) ? t.packagesDone : t.packagesFresh,
);
const engine = await step(t.step.engine, async (say) => {
  const found = await ensureEngine({ dataDir: join(ROOT, '.kulissen'), say, texts: t });
  if (!found.socket) throw new Told(t.why[found.why]);
  return { ...found, text: t.engineAt(found.version, found.socket) };
});
const images = [];
await step(t.step.images, async (say) => {
  images.push(...(await ensureImages({ engine, say, texts: t })).map((row) => row.image));
  return images.join(', ');
});
const disk = await step('Disk', async () => {
  const { bavail, bsize } = statfsSync(ROOT);
  const free = bavail * bsize;
  return { text: `${(free / 1024 ** 3).toFixed(1)} GiB free`, state: free < FREE_BYTES ? 'warn' : 'ok' };
});

const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/rehearse-lessons.ts', ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { ...process.env, DOCKER_SOCKET: engine.socket },
});
let played = { lessons: 0, steps: 0, failed: 0 };
child.on('message', (message) => {
  played = message;
});
child.on('close', (code) => {
  const { lessons, steps, failed } = played;
  const outcome =
    code === 0 ? `all ${steps} steps of ${lessons} lessons green` : `${failed} of ${steps} steps NOT green`;
  process.stdout.write(`\n${outcome}, ${images.length} images present, ${disk.text}\n`);
  process.exitCode = code ?? 1;
});
