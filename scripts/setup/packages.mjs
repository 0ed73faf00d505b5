// node_modules: `npm ci` when missing or stale.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundled } from './bundled.mjs';
import { Told } from './report.mjs';
import { run, which } from './run.mjs';
import { ROOT } from './settings.mjs';
import { hashOf, isFresh, writeStamp } from './stamp.mjs';

const STAMP = 'node_modules/.kulissen-stamp';

/** Environment for a nested npm: the outer npm's own settings must not leak into it, nor may NODE_ENV drop the build tools. */
function npmEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(lifecycle|package|command|node_execpath)/.test(name) && name !== 'NODE_ENV',
  );
  return { ...Object.fromEntries(kept), NODE_ENV: 'development' };
}

/** Makes node_modules match the lock file. Returns whether anything was installed. */
export async function ensurePackages({ noInstall, say, texts }) {
  if (bundled()) return false;
  const hash = hashOf(['package-lock.json']);
  if (isFresh(STAMP, hash)) return false;
  if (noInstall) {
    // Somebody else may have installed them: good enough when the lock's own copy is there.
    if (existsSync(join(ROOT, 'node_modules/next/package.json'))) return false;
    throw new Told(texts.packagesRefused);
  }
  say(texts.packagesInstall);
  const npm = process.env.npm_execpath;
  const command = npm ? process.execPath : which('npm');
  const { code, output } = await run(command, [...(npm ? [npm] : []), 'ci', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    env: npmEnvironment(),
  });
  if (code !== 0) {
    process.stderr.write(`\n${output}\n`);
    throw new Told(texts.packagesFailed);
  }
  writeStamp(STAMP, hash);
  return true;
}
