// One machine of a workshop, with its engine and its broker: made ready, checked, and the broker kept alive.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, lchownSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from '../setup/prepare.mjs';
import { step, Told } from '../setup/report.mjs';
import { which } from '../setup/run.mjs';
import { ROOT } from '../setup/settings.mjs';
import { supervise } from './supervise.mjs';

/** Of the machine's data folder, made with the owners they need. `secret` and `web` are of the machine that has the room. */
export function folders(dataDir, user) {
  const paths = {
    secret: join(dataDir, 'trainer-secret'),
    run: join(dataDir, 'run'),
    web: join(dataDir, 'web'),
    broker: join(dataDir, 'broker'),
  };
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  chmodSync(dataDir, 0o711);
  for (const folder of [paths.run, paths.broker]) mkdirSync(folder, { recursive: true, mode: 0o750 });
  chmodSync(paths.run, 0o750);
  if (user) chownSync(paths.run, 0, user.gid);
  return { ...paths, socket: join(paths.run, 'broker.sock') };
}

/** The server's own folder. */
export function webFolder({ web }, user) {
  mkdirSync(web, { recursive: true, mode: 0o700 });
  chmodSync(web, 0o700);
  if (!user) return;
  // What a restored backup or an earlier run as another user has left there.
  for (const entry of ['', ...readdirSync(web, { recursive: true })])
    lchownSync(join(web, String(entry)), user.uid, user.gid);
}

/** What was built under sudo belongs to who called it: `npm start` is to go on working for them. */
function giveBack(env = process.env) {
  const [uid, gid] = [Number(env.SUDO_UID ?? 0), Number(env.SUDO_GID ?? 0)];
  const built = ['.next', 'dist', 'node_modules', 'public/monaco', 'next-env.d.ts'].map((name) => join(ROOT, name));
  const there = built.filter((path) => existsSync(path));
  // Each file, not each folder: what is built anew in a folder of theirs is root's, and they could not build over it.
  if (uid > 0 && there.length > 0)
    spawnSync('find', [...there, '-user', '0', '-exec', 'chown', '-h', `${uid}:${gid}`, '{}', '+']);
}

function checkMachine({ seats, seatsHere = seats, dataDir, locale, force }, engine, t) {
  const args = ['dist/workshop-check.mjs', '--seats', String(seatsHere), '--data', dataDir, '--locale', locale];
  const { status, stdout } = spawnSync(process.execPath, [...args, '--docker-socket', engine.socket], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0 && !force) throw new Told(`${stdout}\n${t.checkFails}`);
  return status === 0 && !/^\s*!/m.test(stdout) ? t.checkOk(seatsHere) : { text: t.checkWarns, state: 'warn' };
}

export function environment(settings, engine, more) {
  return {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    KULISSEN_LOCALE: settings.locale,
    DOCKER_SOCKET: engine.socket,
    ...more,
  };
}

/** Throws Told for anybody else. */
export function needsRoot(t) {
  if (process.getuid?.() !== 0) throw new Told(t.notRoot);
}

/** Everything that a broker needs; returns the engine. Throws Told where this machine will not do. */
export async function prepareMachine(settings, t) {
  // Also what a start has made that failed half-way.
  const engine = await prepare({ ...settings, runtime: 'docker', workshop: true }).finally(() => giveBack());
  if (!engine.socket) throw new Told(t.noEngine);
  await step(t.step.check, async () => checkMachine(settings, engine, t));
  return engine;
}

/** Starts the broker and keeps it alive; as `supervise`. `user`: whose group may connect. */
export function superviseBroker(settings, { engine, paths, user, t }) {
  // What several web processes share is none of its business.
  const {
    DATABASE_URL: _database,
    REDIS_URL: _redis,
    ...env
  } = environment(settings, engine, {
    ...(user && { KULISSEN_WEB_GID: String(user.gid) }),
    ...(settings.dockerRun && { KULISSEN_DOCKER_RUN: '1' }),
    ...(settings.seatsHere && { KULISSEN_BROKER_SEATS: String(settings.seatsHere) }),
  });
  return supervise({
    cwd: ROOT,
    args: ['dist/broker.mjs', '--workshop', '--broker', paths.socket, '--data', paths.broker],
    env,
    onEnd: sayEnd(t, t.step.broker),
  });
}

export const sayEnd = (t, name) => (code, ms) => process.stderr.write(`${t.ended(name, code, ms)}\n`);

/** Stops what `stop` stops when a signal comes, and ends this process. */
export function stopOnSignals(stop, t) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      void stop().then(() => {
        process.stdout.write(`${t.stopped}\n`);
        process.exit(0);
      });
    });
  }
}

/** Of a service whose unit waits for it. */
export function sayReady() {
  if (process.env.NOTIFY_SOCKET && which('systemd-notify')) spawnSync('systemd-notify', ['--ready']);
}
