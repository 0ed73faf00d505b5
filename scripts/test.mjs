// `npm test`: sets up what it needs on a fresh clone, then runs every check there is, cheapest first, and ends with one summary line.
// Without an engine or a browser the tests that need them are left out, loudly; with CI=true their absence is a failure.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureApp, ensurePrograms, ensureWorkers } from './setup/build.mjs';
import { ensureEngine } from './setup/engine.mjs';
import { ensureImages } from './setup/images.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { step, Told } from './setup/report.mjs';
import { aptInstall, which } from './setup/run.mjs';
import { ROOT } from './setup/settings.mjs';
import { texts } from './setup/texts.mjs';

const t = texts('en');
const CI = process.env.CI === 'true';
const scratch = mkdtempSync(join(tmpdir(), 'kulissen-test-'));
const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

/** Runs a tool of node_modules with its output shown. Resolves to its exit code. */
function tool(name, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(join(ROOT, 'node_modules/.bin', name), args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'test', ...env },
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

async function check(name, command, args) {
  process.stdout.write(`\n── ${name}\n`);
  const started = Date.now();
  const code = await tool(command, args);
  process.stdout.write(`   ${code === 0 ? 'ok' : 'FAILED'} in ${Math.round((Date.now() - started) / 1000)} s\n`);
  totals[code === 0 ? 'passed' : 'failed'] += 1;
  if (code !== 0) failures.push(name);
}

async function vitest(project, env) {
  process.stdout.write(`\n── tests: ${project}\n`);
  const report = join(scratch, `${project}.json`);
  const code = await tool(
    'vitest',
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    env,
  );
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    totals.passed += result.numPassedTests;
    totals.failed += result.numFailedTests;
    totals.skipped += result.numPendingTests + result.numTodoTests;
    if (code !== 0 && result.numFailedTests === 0) totals.failed += 1;
  } catch {
    totals.failed += 1;
  }
  if (code !== 0) failures.push(`tests: ${project}`);
}

function skip(what, why) {
  process.stdout.write(`\n── ${what}: SKIPPED, ${why}\n`);
  if (CI) {
    totals.failed += 1;
    failures.push(`${what}: ${why}`);
  }
}

async function findBrowser() {
  const find = () => process.env.CHROMIUM || which('chromium') || which('chromium-browser') || which('google-chrome');
  if (!find()) await aptInstall(['chromium', 'fonts-dejavu-core']);
  return find();
}

async function prepare() {
  await step(t.step.packages, async (say) =>
    (await ensurePackages({ say, texts: t })) ? t.packagesDone : t.packagesFresh,
  );
  const dataDir = join(ROOT, '.kulissen');
  const engine = await step(t.step.engine, async (say) => {
    const found = await ensureEngine({ dataDir, say, texts: t });
    return found.socket
      ? { ...found, text: t.engineAt(found.version, found.socket) }
      : { ...found, state: 'warn', text: t.why[found.why] };
  });
  const browser = await step('Browser', async () => {
    const path = await findBrowser();
    return { path, text: path || 'no Chromium', state: path ? 'ok' : 'warn' };
  });
  await step(t.step.tools, async () => {
    const missing = ['curl', 'jq', 'openssl'].filter((program) => !which(program));
    if (missing.length > 0) await aptInstall(missing);
    return 'curl, jq and openssl are there';
  });
  // A room that several web processes share. Elsewhere than in CI nobody gets two servers installed for a test: it is left out there.
  if (CI) {
    await step('Services', async () => {
      const { ok } = await aptInstall(['redis-server', 'postgresql']);
      return { text: 'redis-server, postgresql', state: ok ? 'ok' : 'warn' };
    });
  }
  return { engine, browser: browser.path };
}

async function staticChecks() {
  await check('format and lint (Biome)', 'biome', ['ci', '--max-diagnostics=30', '.']);
  await check('types: server, lib, tests', 'tsc', ['--noEmit', '-p', 'server/tsconfig.json']);
  await check('types: app, components', 'tsc', ['--noEmit', '-p', 'tsconfig.json']);
  await check('promises and hooks (ESLint)', 'eslint', ['--max-warnings=0', '.']);
  await check('layers (dependency-cruiser)', 'depcruise', [
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'err',
    'app',
    'components',
    'lib',
    'server',
    'scripts',
    'tests',
  ]);
  await check('dead code (knip)', 'knip', ['--no-progress']);
  await check('lessons', 'tsx', ['scripts/lessons-lint.ts']);
  await check('spelling, German and English (CSpell)', 'cspell', ['lint', '--no-progress']);
}

async function main() {
  const { engine, browser } = await prepare();
  await step(t.step.programs, async () => {
    await Promise.all([ensurePrograms(), ensureWorkers()]);
    return t.programsDone;
  });
  // next-env.d.ts and the route types come from a build; the type check needs them.
  await step(t.step.build, async (say) => ((await ensureApp({ say, texts: t })) ? t.buildDone : t.buildFresh));
  await staticChecks();
  await vitest('unit');
  if (!engine.socket) skip('tests: engine, browser', 'no container engine');
  else {
    await step(t.step.images, async (say) => {
      const rows = await ensureImages({ engine, say, texts: t });
      return rows.map((row) => `${row.image} ${t.images[row.state]}`).join(', ');
    });
    const env = { DOCKER_SOCKET: engine.socket };
    await vitest('engine', env);
    if (browser) await vitest('browser', { ...env, CHROMIUM: browser });
    else skip('tests: browser', 'no Chromium');
  }
  if (failures.length > 0) process.stdout.write(`\nFailed: ${failures.join('; ')}\n`);
  process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`);
  process.exitCode = totals.failed > 0 ? 1 : 0;
}

main()
  .catch((error) => {
    if (!(error instanceof Told)) throw error;
    process.exitCode = 1;
  })
  .finally(() => rmSync(scratch, { recursive: true, force: true }));
