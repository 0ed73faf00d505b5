// Opens a room: the broker as root, beside it the web server as somebody without rights, both kept alive until a signal ends them.
// Or the broker alone, for a room on another machine.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { portIsFree } from '../setup/prepare.mjs';
import { step, Told } from '../setup/report.mjs';
import { ROOT } from '../setup/settings.mjs';
import {
  environment,
  folders,
  needsRoot,
  prepareMachine,
  sayEnd,
  sayReady,
  stopOnSignals,
  superviseBroker,
  webFolder,
} from './machine.mjs';
import { reachAll } from './reach.mjs';
import { supervise } from './supervise.mjs';
import { workshopTexts } from './texts.mjs';
import { webUser, withoutNewRights } from './web-user.mjs';

/** 20 letters that are read aloud without mistakes: 99 bits. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const SECRET_LENGTH = 20;

function newSecret() {
  const letters = [];
  // Bytes above the last multiple would make the first letters likelier.
  while (letters.length < SECRET_LENGTH)
    for (const byte of randomBytes(32))
      if (byte < 248 && letters.length < SECRET_LENGTH) letters.push(LETTERS[byte % 31]);
  return letters.join('').replace(/(.{5})(?=.)/g, '$1-');
}

/** Made once and kept for root alone; trainers who are signed in stay so over restarts. */
function trainerSecret(file) {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const secret = newSecret();
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  return secret;
}

/** The addresses of this machine that a browser in the room can reach. */
const lanAddresses = () =>
  Object.entries(networkInterfaces())
    .filter(([name]) => !/^(lo|docker|br-|kls|veth)/.test(name))
    .flatMap(([, rows]) => rows ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);

export function announce(said, { settings, paths, secret, t }) {
  const { host, publicPort: port, locale, seats } = settings;
  const secure = said.url.startsWith('https:');
  const wildcard = host === '0.0.0.0' || host === '::';
  const names = wildcard ? [...lanAddresses(), 'localhost'] : [host];
  const [first, ...others] = names.map((name) => `${secure ? 'https' : 'http'}://${name}:${port}`);
  const out = (text) => process.stdout.write(text);
  out(t.open({ url: `${first}/${locale}/join#c=${said.code}`, code: said.code, seats }));
  if (others.length > 0) out(t.also(others));
  // Without TLS the secret is taken at this machine only.
  const trainer = `${secure ? first : `http://localhost:${port}`}/${locale}/trainer`;
  // A service's output goes to the journal: the secret does not belong there.
  out(
    process.stdout.isTTY || process.env.KULISSEN_SHOW_SECRET === '1'
      ? t.trainer(trainer, secret)
      : t.trainerFile(trainer, paths.secret),
  );
  if (!secure) out(t.plain);
  if (said.fingerprint) out(t.authority(`http://${names[0]}:${port}/ca`, said.fingerprint));
  out(t.end);
}

/** Serves until a signal, or until a rehearsal is over; resolves with the exit code then. Throws Told when the room can't be opened. */
export async function serveWorkshop(given) {
  const settings = given.simulate ? rehearsalOf(given) : given;
  const t = workshopTexts[settings.locale];
  needsRoot(t);
  if (!(await portIsFree(settings.port, settings.host))) throw new Told(t.portBusy(settings.port));
  const engine = await prepareMachine(settings, t);
  const user = webUser();
  const paths = folders(settings.dataDir, user);
  webFolder(paths, user);
  const secret = trainerSecret(paths.secret);
  const broker = superviseBroker(settings, { engine, paths, user, t });
  let web;
  const stop = async () => {
    await web?.stop();
    await broker.stop();
  };
  stopOnSignals(stop, t);
  try {
    await step(t.step.broker, async () => t.brokerAt((await broker.first).socket));
    if (settings.alsoBrokers.length > 0) await step(t.step.others, () => reachAll(settings.alsoBrokers, user, t));
    const { text, said, state } = await step(t.step.web, async () => {
      const sockets = [paths.socket, ...settings.alsoBrokers];
      web = startWeb(settings, { engine, dataDir: paths.web, sockets, secret, user, onEnd: sayEnd(t, t.step.web) });
      const ready = await web.first;
      const where = `${settings.host}:${settings.port}`;
      return user ? { text: t.webAs(user.uid, where), said: ready } : { text: t.webAsRoot, said: ready, state: 'warn' };
    });
    announce(said, { settings, paths, secret, t, text, state });
    sayReady();
    if (settings.simulate) return await rehearse(settings, { said, secret, web, broker, stop, engine });
    return await new Promise(() => {});
  } catch (error) {
    await stop();
    throw error instanceof Told ? error : new Told(t.failed(web ? t.step.web : t.step.broker));
  }
}

/** The broker alone, for a room on another machine; until a signal. Throws Told. */
export async function serveBrokerOnly(settings) {
  const t = workshopTexts[settings.locale];
  needsRoot(t);
  const engine = await prepareMachine(settings, t);
  const user = webUser();
  const paths = folders(settings.dataDir, user);
  const broker = superviseBroker(settings, { engine, paths, user, t });
  stopOnSignals(() => broker.stop(), t);
  try {
    await step(t.step.broker, async () => t.brokerAt((await broker.first).socket));
  } catch {
    await broker.stop();
    throw new Told(t.failed(t.step.broker));
  }
  process.stdout.write(t.brokerOnly(paths.socket, user?.uid ?? 0));
  sayReady();
  return new Promise(() => {});
}

/** A room of its own for robots, beside the real one. */
const rehearsalOf = (settings) => ({
  ...settings,
  seats: settings.simulate,
  alsoBrokers: [],
  seatsHere: undefined,
  host: '127.0.0.1',
  dataDir: `${settings.dataDir}-rehearsal`,
  force: true,
});

async function rehearse(settings, { said, secret, web, broker, stop, engine }) {
  const { origin } = new URL(said.url);
  const robots = [
    '--base',
    origin,
    '--code',
    said.code,
    '--robots',
    String(settings.simulate),
    '--web-pid',
    String(web.pid()),
  ];
  robots.push('--broker-pid', String(broker.pid()), '--lesson', settings.lesson, '--soak', settings.soak);
  const env = { ...process.env, KULISSEN_TRAINER_SECRET: secret };
  const child = spawn(process.execPath, ['dist/robots.mjs', ...robots], { cwd: ROOT, stdio: 'inherit', env });
  const code = await new Promise((ended) => child.on('exit', (value) => ended(value ?? 1)));
  await stop();
  cleanWorkshop(settings, engine.socket);
  return code;
}

/** Removes a room with everything its seats have made. */
export function cleanWorkshop({ dataDir }, socket) {
  const args = ['dist/workshop-clean.mjs', '--data', dataDir, ...(socket ? ['--docker-socket', socket] : [])];
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).status ?? 1;
}

/** `sockets`: of the brokers. */
export function startWeb(settings, { engine, dataDir, sockets, secret, user, onEnd }) {
  const { DOCKER_SOCKET: _notForIt, ...env } = environment(settings, engine, {
    HOST: settings.host,
    PORT: String(settings.port),
    KULISSEN_PUBLIC_PORT: String(settings.publicPort),
    DATA_DIR: dataDir,
    KULISSEN_BROKER: sockets.join(','),
    KULISSEN_TRAINER_SECRET: secret,
  });
  const tls = settings.cert ? ['--cert', settings.cert, '--key', settings.key ?? ''] : ['--tls', settings.tls];
  const hosts = settings.hosts ? ['--hosts', settings.hosts] : [];
  return supervise({
    cwd: ROOT,
    args: ['dist/server.mjs', '--workshop', '--seats', String(settings.seats), ...tls, ...hosts],
    env,
    user,
    through: user ? withoutNewRights() : [],
    onEnd,
  });
}
