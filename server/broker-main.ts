// The broker as a process: it holds engine, kubelet and shells and speaks to web processes over one UNIX socket; no HTTP, no TCP.
// Settings as the server's; `--broker <socket>` is where it listens. One line `{"ready":true,"socket":…}` on standard output.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brokerIdIn, serveBroker } from './broker';
import { LabInUse, takeLock } from './lab/data/lock';
import type { Lab } from './lab/lab';
import { openLab, THE_SEAT } from './open-lab';
import { BadSetting, readSettings, type Settings } from './settings';
import { consoleTexts } from './texts';
import { DEFAULT_SEAT_LIMITS, workshopSeats } from './workshop';

/** Longer than a shell takes to hang up, shorter than a service manager's patience. */
const CLOSE_MS = 8000;

const log = (line: string): void => void process.stderr.write(`${new Date().toISOString()} ${line}\n`);

/** `--workshop`: a seat for each participant instead of the one lab. */
const WORKSHOP = process.argv.includes('--workshop');
/** Group of the web process, which is another user's then. */
const WEB_GROUP = Number(process.env.KULISSEN_WEB_GID ?? Number.NaN);

async function theLab(seat: string, settings: Settings): Promise<Lab> {
  if (seat !== THE_SEAT) throw new Error(`there is no seat ${seat}`);
  return openLab(settings, log);
}

/** 0: as many as come. */
function mostSeats(text = ''): number {
  if (!/^\d{0,4}$/.test(text)) throw new BadSetting(`KULISSEN_BROKER_SEATS ${text}: 0–9999`);
  return Number(text);
}

async function seats({ dataDir, dockerSocket, root, locale }: Settings) {
  return workshopSeats({
    dataDir,
    dockerSocket,
    root,
    locale,
    brokerId: await brokerIdIn(dataDir),
    most: mostSeats(process.env.KULISSEN_BROKER_SEATS),
    limits: DEFAULT_SEAT_LIMITS,
    dockerRun: process.env.KULISSEN_DOCKER_RUN === '1',
    warn: log,
  });
}

async function serve(settings: Settings, release: () => void): Promise<void> {
  const [socketPath = ''] = settings.brokers;
  await mkdir(dirname(socketPath), { recursive: true, mode: 0o750 });
  const labs = WORKSHOP ? await seats(settings) : { open: (seat: string) => theLab(seat, settings) };
  const close = await serveBroker({ socketPath, labs, group: WEB_GROUP, log });
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    log(consoleTexts[settings.locale].stopping);
    setTimeout(() => {
      log(`not everything ended within ${CLOSE_MS / 1000} s`);
      release();
      process.exit(1);
    }, CLOSE_MS).unref();
    await close();
    release();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end());
  process.stdout.write(`${JSON.stringify({ ready: true, socket: socketPath })}\n`);
}

/** In an unknown state it is worse than none: containers and files survive, and the next broker adopts them. */
function endOnFaults(release: () => void): void {
  const die = (kind: string) => (error: unknown) => {
    log(`${kind}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    release();
    process.exit(1);
  };
  process.on('uncaughtException', die('uncaught exception'));
  process.on('unhandledRejection', die('unhandled rejection'));
}

async function main(): Promise<void> {
  const settings = readSettings(
    process.argv.slice(2).filter((argument) => argument !== '--workshop'),
    process.env,
  );
  if (settings.brokers.length !== 1) throw new BadSetting('--broker or KULISSEN_BROKER: the socket to listen at');
  await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
  const release = await takeLock(join(settings.dataDir, 'server.pid'));
  endOnFaults(release);
  try {
    await serve(settings, release);
  } catch (error) {
    release();
    throw error;
  }
}

main().catch((error: unknown) => {
  const known = error instanceof BadSetting || error instanceof LabInUse;
  process.stderr.write(`${known || !(error instanceof Error) ? String(error) : (error.stack ?? error.message)}\n`);
  process.exit(1);
});
