// `npm start`: from a fresh clone to a link, with Node's built-in modules only. Each step says what it does (README, "Two commands").
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import { ensureApp, ensurePrograms, ensureWorkers } from './setup/build.mjs';
import { ensureEngine } from './setup/engine.mjs';
import { asDockerUser, ensureImages } from './setup/images.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { step, Told } from './setup/report.mjs';
import { aptInstall, which } from './setup/run.mjs';
import { ROOT, readSettings } from './setup/settings.mjs';

const portIsFree = (port, host) =>
  new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', (error) => resolve(error.code !== 'EADDRINUSE'));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });

function checkNode(texts) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 9)) throw new Told(texts.nodeTooOld(process.versions.node));
  return process.versions.node;
}

async function findEngine(settings, say) {
  const { texts } = settings;
  if (settings.runtime === 'memory') return { memory: true, reason: 'chosen', text: texts.engineChosenMemory };
  const engine = await ensureEngine({ noInstall: settings.noInstall, dataDir: settings.dataDir, say, texts });
  if (engine.socket) return { ...engine, text: texts.engineAt(engine.version, engine.socket) };
  if (engine.output) process.stderr.write(`\n${engine.output}\n`);
  const why = texts.why[engine.why];
  if (settings.runtime === 'docker') throw new Told(texts.engineForced(why, engine.remedy));
  return { memory: true, reason: engine.why, state: 'warn', text: texts.engineMemory(why, engine.remedy) };
}

/** Programs that the lessons' commands need beside the engine. */
async function ensureTools({ texts, noInstall }, say) {
  const packages = { docker: 'docker.io', curl: 'curl', jq: 'jq', openssl: 'openssl' };
  const missing = () => Object.keys(packages).filter((program) => !which(program));
  if (missing().length > 0 && !noInstall) {
    say(texts.toolsInstalling(missing().join(', ')));
    await aptInstall(missing().map((program) => packages[program]));
  }
  const left = missing().map((program) => packages[program]);
  return left.length === 0 ? texts.toolsOk : { text: texts.toolsMissing(left.join(' ')), state: 'warn' };
}

async function prepare(settings) {
  const { texts } = settings;
  await step(texts.step.node, async () => checkNode(texts));
  if (!(await portIsFree(settings.port, settings.host))) throw new Told(texts.portBusy(settings.port));
  await step(texts.step.packages, async (say) =>
    (await ensurePackages({ noInstall: settings.noInstall, say, texts })) ? texts.packagesDone : texts.packagesFresh,
  );
  const engine = await step(texts.step.engine, (say) => findEngine(settings, say));
  if (!engine.memory) await step(texts.step.tools, (say) => ensureTools(settings, say));
  await step(texts.step.programs, async () => {
    const rebuilt = await Promise.all([ensurePrograms(), ensureWorkers()]);
    return rebuilt.some(Boolean) ? texts.programsDone : texts.buildFresh;
  });
  await step(texts.step.images, async (say) => {
    if (engine.memory) return texts.imagesSkipped;
    const rows = await ensureImages({ engine, say, texts, noInstall: settings.noInstall });
    const failed = rows.filter((row) => row.state === 'failed').map((row) => row.image);
    if (failed.length > 0) return { text: texts.imagesFailed(failed.join(', ')), state: 'warn' };
    return rows.map((row) => `${row.image} ${texts.images[row.state]}`).join(', ');
  });
  await step(texts.step.build, async (say) => ((await ensureApp({ say, texts })) ? texts.buildDone : texts.buildFresh));
  return engine;
}

function serve(settings, engine) {
  const { texts } = settings;
  const [command, args] = asDockerUser(engine.viaGroup, process.execPath, ['--enable-source-maps', 'dist/server.mjs']);
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      HOST: settings.host,
      PORT: String(settings.port),
      DATA_DIR: settings.dataDir,
      NODE_NAME: settings.node,
      HISTORY_MB: settings.history,
      KULISSEN_RUNTIME: engine.memory ? 'memory' : 'docker',
      KULISSEN_RUNTIME_REASON: engine.reason ?? '',
      KULISSEN_LOCALE: settings.locale,
      ...(engine.socket ? { DOCKER_SOCKET: engine.socket } : {}),
    },
  });
  const stop = (signal) => () => child.kill(signal);
  process.on('SIGINT', stop('SIGINT'));
  process.on('SIGTERM', stop('SIGTERM'));
  const ready = new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      const line = String(chunk)
        .split('\n')
        .find((text) => text.startsWith('{"ready"'));
      if (line) resolve(JSON.parse(line));
    });
    child.on('exit', (code) => reject(new Told(texts.serverFailed(code))));
  });
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ? 0 : (code ?? 1))));
  return { ready, ended };
}

/** Leaves the link where a login shows it (scripts/install). It holds the token: for the server's user and group only. */
function announce(link) {
  const file = process.env.KULISSEN_LINK_FILE;
  if (file) writeFileSync(file, `${link}\n`, { mode: 0o640 });
  if (process.env.NOTIFY_SOCKET && which('systemd-notify')) spawnSync('systemd-notify', ['--ready']);
}

/** Serves until a signal ends it. A service manager that waits for it (NOTIFY_SOCKET) and KULISSEN_LINK_FILE are told the link's moment. */
async function serveUntilStopped(settings, engine) {
  const { texts } = settings;
  const server = serve(settings, engine);
  const { said } = await step(
    texts.step.serve,
    async () => await server.ready.then((said) => ({ text: `${settings.host}:${settings.port}`, said })),
  );
  const encrypted = said.url.startsWith('https:');
  if (!encrypted && !['127.0.0.1', '::1', 'localhost'].includes(settings.host))
    process.stdout.write(`  ! ${texts.exposed(settings.host)}\n`);
  process.stdout.write(`${texts.ready(said.url)}\n`);
  if (said.fingerprint)
    process.stdout.write(`${texts.ownAuthority(new URL('/ca', said.url).href, said.fingerprint)}\n`);
  announce(said.url);
  process.exitCode = await server.ended;
  process.stdout.write(`${texts.stopped}\n`);
}

try {
  const settings = readSettings(process.argv.slice(2));
  if (settings) {
    const engine = await prepare(settings);
    await serveUntilStopped(settings, engine);
  }
} catch (error) {
  if (!(error instanceof Told)) throw error;
  if (!error.message.startsWith('\n')) process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}
