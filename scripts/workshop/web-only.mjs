// One more web process of a room that lies in PostgreSQL: no engine, no broker, no root.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureApp, ensurePrograms, ensureWorkers } from '../setup/build.mjs';
import { ensurePackages } from '../setup/packages.mjs';
import { portIsFree } from '../setup/prepare.mjs';
import { step, Told } from '../setup/report.mjs';
import { sayEnd, sayReady, stopOnSignals } from './machine.mjs';
import { reachAll } from './reach.mjs';
import { announce, startWeb } from './serve.mjs';
import { workshopTexts } from './texts.mjs';

/** The room's, from the variable or from a copy of the file that the first machine has. */
function trainerSecret({ dataDir }, t) {
  const file = join(dataDir, 'trainer-secret');
  const secret = process.env.KULISSEN_TRAINER_SECRET || (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');
  if (!secret) throw new Told(t.webOnly.noSecret(file));
  return { secret, file };
}

/** Serves until a signal. Throws Told when something is missing that only the operator can give. */
export async function serveWebOnly(settings) {
  const { texts } = settings;
  const t = workshopTexts[settings.locale];
  if (process.getuid?.() === 0) throw new Told(t.webOnly.root);
  if (!process.env.DATABASE_URL || !process.env.REDIS_URL) throw new Told(t.webOnly.notShared);
  const sockets = settings.alsoBrokers;
  if (sockets.length === 0) throw new Told(t.webOnly.noBroker);
  const { secret, file } = trainerSecret(settings, t);
  if (!(await portIsFree(settings.port, settings.host))) throw new Told(t.portBusy(settings.port));
  await step(texts.step.packages, async (say) =>
    (await ensurePackages({ noInstall: settings.noInstall, say, texts })) ? texts.packagesDone : texts.packagesFresh,
  );
  await step(texts.step.programs, async () => {
    await Promise.all([ensurePrograms(), ensureWorkers()]);
    return texts.programsDone;
  });
  await step(texts.step.build, async (say) => ((await ensureApp({ say, texts })) ? texts.buildDone : texts.buildFresh));
  await step(t.step.others, () => reachAll(sockets, null, t));
  const dataDir = join(settings.dataDir, 'web');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const onEnd = sayEnd(t, t.step.web);
  const web = startWeb(settings, { engine: { socket: '' }, dataDir, sockets, secret, user: null, onEnd });
  stopOnSignals(() => web.stop(), t);
  const said = await step(t.step.web, async () => {
    const ready = await web.first;
    return { ...ready, text: t.webAs(process.getuid?.() ?? 0, `${settings.host}:${settings.port}`) };
  }).catch(async () => {
    await web.stop();
    throw new Told(t.failed(t.step.web));
  });
  announce(said, { settings, paths: { secret: file }, secret, t });
  sayReady();
  return new Promise(() => {});
}
