// `npm run screenshots`: sets up what the pictures need (packages, engine, images, build), then takes them anew
// (scripts/screenshots/take.ts). It needs a real engine, Chromium, and the kubelet's ports 10250 and 10255 free.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureApp, ensurePrograms, ensureWorkers } from './setup/build.mjs';
import { ensureEngine } from './setup/engine.mjs';
import { ensureImages } from './setup/images.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { step, Told } from './setup/report.mjs';
import { which } from './setup/run.mjs';
import { ROOT } from './setup/settings.mjs';
import { texts } from './setup/texts.mjs';

const t = texts('en');
await step(t.step.packages, async (say) =>
  (await ensurePackages({ say, texts: t })) ? t.packagesDone : t.packagesFresh,
);
const engine = await step(t.step.engine, async (say) => {
  const found = await ensureEngine({ dataDir: join(ROOT, '.kulissen'), say, texts: t });
  if (!found.socket) throw new Told(t.why[found.why]);
  return { ...found, text: t.engineAt(found.version, found.socket) };
});
const chromium = await step('Browser', async () => {
  const path = process.env.CHROMIUM || which('chromium') || which('chromium-browser') || which('google-chrome');
  if (!path) throw new Told('no Chromium; set CHROMIUM to its path');
  return { path, text: path };
});
await step(t.step.programs, async () => {
  await Promise.all([ensurePrograms(), ensureWorkers()]);
  return t.programsDone;
});
await step(t.step.images, async (say) =>
  (await ensureImages({ engine, say, texts: t })).map((row) => row.image).join(', '),
);
await step(t.step.build, async (say) => ((await ensureApp({ say, texts: t })) ? t.buildDone : t.buildFresh));

const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/screenshots/take.ts'], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, DOCKER_SOCKET: engine.socket, CHROMIUM: chromium.path },
});
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});
