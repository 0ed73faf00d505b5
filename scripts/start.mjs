// `npm start`: from a fresh clone to a link, with Node's built-in modules only. Each step says what it does (README, "Two commands").
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { asDockerUser } from './setup/images.mjs';
import { prepare } from './setup/prepare.mjs';
import { step, Told } from './setup/report.mjs';
import { which } from './setup/run.mjs';
import { ROOT, readSettings } from './setup/settings.mjs';

function serve(settings, engine) {
  const { texts } = settings;
  const [command, args] = asDockerUser(engine.viaGroup, process.execPath, ['--enable-source-maps', 'dist/server.mjs']);
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: engine.viaGroup === true,
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
  // `sg` waits for what it has started and passes no signal on: what it has started hears it as a group.
  const stop = (signal) => () => (engine.viaGroup ? process.kill(-child.pid, signal) : child.kill(signal));
  process.on('SIGINT', stop('SIGINT'));
  process.on('SIGTERM', stop('SIGTERM'));
  if (engine.viaGroup) process.on('SIGHUP', stop('SIGTERM'));
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
