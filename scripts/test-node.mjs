// `npm run test:node -- 22 24`: the unit tests under other versions of Node. Each comes from the npm registry as the package
// node-<platform>-<arch>, into node_modules/.cache; nothing is installed beside the one that runs this.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './setup/settings.mjs';

const PACKAGE = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const [versions, rest] = split(process.argv.slice(2));

/** Versions first; what follows them goes to vitest. */
function split(words) {
  const at = words.findIndex((word) => !/^\d+(\.\d+){0,2}$/.test(word));
  return at < 0 ? [words, []] : [words.slice(0, at), words.slice(at)];
}

/** Fetches that version unless it is there. Returns the path of the program, or undefined with npm's words on stderr. */
function fetchNode(version) {
  const folder = join(ROOT, 'node_modules/.cache/kulissen-node', version);
  const program = join(folder, 'node_modules', PACKAGE, 'bin/node');
  if (existsSync(program)) return program;
  const npm = process.env.npm_execpath;
  const args = ['install', '--no-save', '--no-package-lock', '--prefix', folder, `${PACKAGE}@${version}`];
  const { status } = spawnSync(npm ? process.execPath : 'npm', [...(npm ? [npm] : []), ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return status === 0 && existsSync(program) ? program : undefined;
}

function test(program) {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  // What a test starts as `node` is that version too.
  const env = { ...process.env, NODE_ENV: 'test', PATH: `${dirname(program)}:${process.env.PATH}` };
  return spawnSync(program, [vitest, 'run', '--project', 'unit', ...rest], { cwd: ROOT, stdio: 'inherit', env }).status;
}

if (versions.length === 0) {
  process.stderr.write('Which versions? For example: npm run test:node -- 22 24\n');
  process.exitCode = 1;
}
const results = versions.map((version) => {
  const program = fetchNode(version);
  if (!program) return `Node.js ${version}: not to be had from this registry`;
  const exact = spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout.trim();
  process.stdout.write(`\n── unit tests, Node.js ${exact}\n`);
  return test(program) === 0 ? '' : `Node.js ${exact}: failed`;
});
const failed = results.filter(Boolean);
if (failed.length > 0) {
  process.stderr.write(`\n${failed.join('\n')}\n`);
  process.exitCode = 1;
}
