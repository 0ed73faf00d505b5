// `npm run workshop`: a room for a class on this machine, with Node's built-in modules only; its preflight (--check), and backup and
// restore of its data folder.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { ensurePrograms } from './setup/build.mjs';
import { findEngine } from './setup/engine.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { Told } from './setup/report.mjs';
import { ROOT } from './setup/settings.mjs';
import { readWorkshopSettings } from './setup/workshop-settings.mjs';
import { cleanWorkshop, serveBrokerOnly, serveWorkshop } from './workshop/serve.mjs';
import { serveWebOnly } from './workshop/web-only.mjs';

const quiet = () => {};

/** Runs a program of dist/ on this terminal; resolves to its exit code. */
function runHere(program, args) {
  const child = spawn(process.execPath, [`dist/${program}.mjs`, ...args], { cwd: ROOT, stdio: 'inherit' });
  return new Promise((ended) => child.on('exit', (code) => ended(code ?? 1)));
}

async function check({ seats, seatsHere = seats, dataDir, locale }) {
  const { socket } = await findEngine();
  const args = ['--seats', String(seatsHere), '--data', dataDir, '--locale', locale];
  if (socket) args.push('--docker-socket', socket);
  return runHere('workshop-check', args);
}

/** The file is named from where npm was called, as the shell completes it. */
function keep({ backup, restore, dataDir, locale }) {
  const file = resolve(process.env.INIT_CWD ?? process.cwd(), backup ?? restore);
  return runHere('backup', [backup ? '--save' : '--restore', file, '--data', dataDir, '--locale', locale]);
}

async function answer(settings) {
  if (settings.clean) return cleanWorkshop(settings, (await findEngine()).socket);
  return settings.backup || settings.restore ? keep(settings) : check(settings);
}

try {
  const settings = readWorkshopSettings(process.argv.slice(2));
  const asked = settings && (settings.check || settings.backup || settings.restore || settings.clean);
  const serve = settings?.brokerOnly ? serveBrokerOnly : settings?.webOnly ? serveWebOnly : serveWorkshop;
  if (settings && !asked) process.exit(await serve(settings));
  else if (settings) {
    await ensurePackages({ noInstall: settings.noInstall, say: quiet, texts: settings.texts });
    await ensurePrograms();
    process.exitCode = await answer(settings);
  }
} catch (error) {
  if (!(error instanceof Told)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
