// The server as a process: settings in, one line `{"ready":true,"url":…}` (of a workshop also `code` and `join`)
// on standard output, log on standard error, a clean end.
import { type App, compose } from './compose';
import { LabInUse } from './lab/data/lock';
import { BadSetting, readSettings, SECRET_VARIABLES, type Settings } from './settings';
import { consoleTexts } from './texts';
import { RoomUnreadable } from './workshop/room';
import { NotShared } from './workshop/shared';

/** Longer than a shell takes to hang up, shorter than a service manager's patience. */
const CLOSE_MS = 8000;

const log = (line: string): void => void process.stderr.write(`${new Date().toISOString()} ${line}\n`);

/** What can be said in one line; anything else keeps its stack. */
function explain(error: unknown, settings: Settings): string {
  const texts = consoleTexts[settings.locale];
  if (error instanceof LabInUse) return texts.labInUse(error.pid, settings.dataDir);
  if (error instanceof RoomUnreadable) return texts.roomUnreadable[error.kind](error.file, error.message);
  if (error instanceof NotShared) return texts.notShared(error.message);
  if (!(error instanceof Error)) return String(error);
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'listen' || syscall === 'getaddrinfo') {
    if (code === 'EADDRINUSE') return texts.portBusy(settings.port);
    if (code === 'EACCES') return texts.portNotAllowed(settings.port);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return texts.addressMissing(settings.host);
  }
  return error.stack ?? error.message;
}

/** A server in an unknown state is worse than none: containers and files survive, and the next start adopts them. */
function endOnFaults(release: () => void): void {
  const die = (kind: string) => (error: unknown) => {
    log(`${kind}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    release();
    process.exit(1);
  };
  process.on('uncaughtException', die('uncaught exception'));
  process.on('unhandledRejection', die('unhandled rejection'));
}

function endOnSignals(app: App, settings: Settings): void {
  let ending = false;
  const end = async () => {
    // The terminal's Ctrl-C reaches us directly and once more through scripts/start.mjs.
    if (ending) return;
    ending = true;
    log(consoleTexts[settings.locale].stopping);
    setTimeout(() => {
      log(`not everything ended within ${CLOSE_MS / 1000} s`);
      app.release();
      process.exit(1);
    }, CLOSE_MS).unref();
    await app.close();
    app.release();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end());
}

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env);
  for (const variable of SECRET_VARIABLES) delete process.env[variable];
  let release = () => {};
  endOnFaults(() => release());
  try {
    const app = await compose(settings, log);
    release = app.release;
    endOnSignals(app, settings);
    const { url, fingerprint, join } = app;
    process.stdout.write(`${JSON.stringify({ ready: true, url, fingerprint, code: join?.code, join: join?.url })}\n`);
  } catch (error) {
    process.stderr.write(`${explain(error, settings)}\n`);
    process.exit(1);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof BadSetting ? error.message : String(error)}\n`);
  process.exit(1);
});
