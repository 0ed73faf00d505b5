// `npm run workshop`: a room for a class on this machine, with Node's built-in modules only. So far: --check, the preflight.
import { spawn } from 'node:child_process';
import { ensurePrograms } from './setup/build.mjs';
import { findEngine } from './setup/engine.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { Told } from './setup/report.mjs';
import { ROOT } from './setup/settings.mjs';
import { readWorkshopSettings } from './setup/workshop-settings.mjs';

const quiet = () => {};

/** Runs dist/workshop-check.mjs on this terminal; resolves to its exit code. */
async function check({ seats, dataDir, locale }) {
  const { socket } = await findEngine();
  const args = ['dist/workshop-check.mjs', '--seats', String(seats), '--data', dataDir, '--locale', locale];
  if (socket) args.push('--docker-socket', socket);
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

try {
  const settings = readWorkshopSettings(process.argv.slice(2));
  if (settings) {
    await ensurePackages({ noInstall: settings.noInstall, say: quiet, texts: settings.texts });
    await ensurePrograms();
    process.exitCode = await check(settings);
  }
} catch (error) {
  if (!(error instanceof Told)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
