// `npm run dev`: the server from its sources, restarted on change; pages and panes reload by themselves. Same options as `npm start`.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { ensurePrograms, ensureWorkers } from './setup/build.mjs';
import { ensureEngine } from './setup/engine.mjs';
import { ensureImages } from './setup/images.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { step, Told } from './setup/report.mjs';
import { ROOT, readSettings } from './setup/settings.mjs';

async function main() {
  const settings = readSettings(process.argv.slice(2));
  if (!settings) return;
  const { texts, noInstall } = settings;
  await step(texts.step.packages, async (say) =>
    (await ensurePackages({ noInstall, say, texts })) ? texts.packagesDone : texts.packagesFresh,
  );
  const engine =
    settings.runtime === 'memory'
      ? {}
      : await ensureEngine({ noInstall, dataDir: settings.dataDir, say: () => {}, texts });
  await step(texts.step.programs, async () => {
    await Promise.all([ensurePrograms(), ensureWorkers()]);
    return texts.programsDone;
  });
  if (engine.socket)
    await step(texts.step.images, async (say) =>
      (await ensureImages({ engine, say, texts, noInstall })).map((row) => row.image).join(', '),
    );
  // What Next builds is loaded by this process too; only our own sources may restart it.
  const watch = [
    'node_modules/tsx/dist/cli.mjs',
    'watch',
    '--clear-screen=false',
    '--exclude',
    '.next/**',
    '--exclude',
    '**/node_modules/**',
  ];
  const child = spawn(process.execPath, [...watch, 'server/index.ts', '--dev'], {
    cwd: ROOT,
    stdio: ['inherit', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'development',
      NEXT_TELEMETRY_DISABLED: '1',
      HOST: settings.host,
      PORT: String(settings.port),
      DATA_DIR: settings.dataDir,
      NODE_NAME: settings.node,
      HISTORY_MB: settings.history,
      KULISSEN_RUNTIME: engine.socket ? 'docker' : 'memory',
      KULISSEN_RUNTIME_REASON: engine.socket ? '' : (engine.why ?? 'chosen'),
      KULISSEN_LOCALE: settings.locale,
      // The same token after each reload, so that the open tab stays signed in.
      KULISSEN_TOKEN: randomBytes(32).toString('base64url'),
      ...(engine.socket ? { DOCKER_SOCKET: engine.socket } : {}),
    },
  });
  child.stdout.on('data', (chunk) => {
    for (const line of String(chunk).split('\n').filter(Boolean)) {
      if (line.startsWith('{"ready"')) process.stdout.write(texts.ready(JSON.parse(line).url));
      else process.stdout.write(`${line}\n`);
    }
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => {
    process.exitCode = code ?? 0;
  });
}

main().catch((error) => {
  if (!(error instanceof Told)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
});
