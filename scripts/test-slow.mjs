// `npm run test:slow`: what takes minutes. The kubelet killed at random points fifty times, an engine that is killed under it, and, where
// the conformance suite is beside this clone, its slow cases.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePrograms, ensureWorkers } from './setup/build.mjs';
import { ensureEngine } from './setup/engine.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { step, Told } from './setup/report.mjs';
import { ROOT } from './setup/settings.mjs';
import { texts } from './setup/texts.mjs';

const t = texts('en');
const SUITE = process.env.CONFORMANCE_SUITE ?? join(ROOT, '../shared/conformance/run.mjs');

/** Runs a program with its output shown. Resolves to its exit code. */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

async function main() {
  await step(t.step.packages, async (say) =>
    (await ensurePackages({ say, texts: t })) ? t.packagesDone : t.packagesFresh,
  );
  const engine = await step(t.step.engine, async (say) => {
    const found = await ensureEngine({ dataDir: join(ROOT, '.kulissen'), say, texts: t });
    if (!found.socket) throw new Told(t.why[found.why]);
    return { ...found, text: t.engineAt(found.version, found.socket) };
  });
  await step(t.step.programs, async () => {
    await Promise.all([ensurePrograms(), ensureWorkers()]);
    return t.programsDone;
  });
  const vitest = join(ROOT, 'node_modules/.bin/vitest');
  const env = {
    NODE_ENV: 'test',
    KULISSEN_TEST_SOCKET: engine.socket,
    DOCKER_SOCKET: engine.socket,
    KULISSEN_KILLS: '50',
  };
  const codes = [
    await run(vitest, ['run', '--project', 'engine', 'tests/kubelet/kill'], env),
    await run(vitest, ['run', '--config', 'tests/slow/slow.config.ts'], env),
  ];
  if (existsSync(SUITE)) {
    const suite = [
      SUITE,
      '--docker',
      engine.socket,
      '--kubelet',
      join(ROOT, 'bin/kubelet'),
      '--node',
      'confslow',
      '--only-slow',
      '--patience',
      '2',
    ];
    codes.push(await run(process.execPath, suite));
  } else process.stdout.write(`\n── conformance, slow cases: SKIPPED, no suite at ${SUITE}\n`);
  process.exitCode = codes.some((code) => code !== 0) ? 1 : 0;
}

main().catch((error) => {
  if (!(error instanceof Told)) throw error;
  process.exitCode = 1;
});
