// Finds a container engine: reachable → used; installed but stopped → started; absent and allowed → installed; else the reason and the remedy.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import http from 'node:http';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { aptInstall, rootPrefix, run, which } from './run.mjs';

/** GET on the engine's socket. Resolves { status, body } or { error: code }. */
export function engineGet(socketPath, path) {
  return new Promise((resolve) => {
    const request = http.get({ socketPath, path, timeout: 4000 }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, body }));
      response.on('error', () => resolve({ error: 'ERESPONSE' }));
    });
    request.on('timeout', () => request.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
    request.on('error', (error) => resolve({ error: error.code ?? 'EUNKNOWN' }));
  });
}

function candidateSockets() {
  const fromEnv = process.env.DOCKER_HOST?.match(/^unix:\/\/(.+)$/)?.[1];
  if (fromEnv) return [fromEnv];
  const runtimeDir = process.env.XDG_RUNTIME_DIR;
  return [
    '/var/run/docker.sock',
    ...(runtimeDir ? [join(runtimeDir, 'docker.sock')] : []),
    join(homedir(), '.docker/run/docker.sock'),
  ];
}

/** The first engine that answers: { socket, version }, or { denied: true } when one may not be spoken to, or {}. */
export async function findEngine() {
  let denied = false;
  for (const socket of candidateSockets()) {
    const answer = await engineGet(socket, '/version');
    if (answer.status === 200) return { socket, version: JSON.parse(answer.body).Version };
    if (answer.error === 'EACCES' || answer.error === 'EPERM') denied = true;
  }
  return denied ? { denied: true } : {};
}

async function waitForEngine(seconds) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const found = await findEngine();
    if (found.socket || found.denied) return found;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return {};
}

/** Starts an installed Docker: systemd where it rules, else dockerd detached with a log of its own. */
async function startEngine(dataDir) {
  const root = rootPrefix();
  if (!root) return {};
  if (existsSync('/run/systemd/system')) {
    const [command, ...args] = [...root, 'systemctl', 'start', 'docker'];
    await run(command, args);
    return waitForEngine(30);
  }
  mkdirSync(dataDir, { recursive: true });
  const log = openSync(join(dataDir, 'dockerd.log'), 'a');
  const [command, ...args] = [...root, which('dockerd')];
  spawn(command, args, { detached: true, stdio: ['ignore', log, log] }).unref();
  return waitForEngine(60);
}

/** A user who may become root is put into the group `docker`; the server is then started under it. */
async function joinDockerGroup() {
  const root = rootPrefix();
  if (!root || root.length === 0 || !which('sg')) return false;
  const [command, ...args] = [...root, 'usermod', '-aG', 'docker', userInfo().username];
  return (await run(command, args)).code === 0;
}

/**
 * Does what it takes to have an engine. Returns
 * { socket, version, viaGroup } (viaGroup: programs must be started through `sg docker`), or { why, remedy } as keys of the texts.
 */
export async function ensureEngine({ noInstall, dataDir, say, texts }) {
  let found = await findEngine();
  if (found.socket) return found;
  if (!found.denied) {
    if (!which('dockerd')) {
      if (noInstall) return { why: 'noInstall', remedy: texts.remedy.install };
      if (!rootPrefix() || !which('apt-get')) return { why: 'notInstalled', remedy: texts.remedy.install };
      say(texts.engineInstalling);
      const { ok, output } = await aptInstall(['docker.io', 'iptables', 'curl', 'jq', 'openssl']);
      if (!ok) return { why: 'installFailed', remedy: texts.remedy.install, output };
      found = await findEngine();
    }
    if (!found.socket) {
      say(texts.engineStarting);
      found = await startEngine(dataDir);
    }
  }
  if (found.socket) return found;
  if (!found.denied)
    return {
      why: 'notStarted',
      remedy: rootPrefix() ? texts.remedy.log(join(dataDir, 'dockerd.log')) : texts.remedy.start,
    };
  const socket = candidateSockets().find((file) => existsSync(file));
  if (socket && (await joinDockerGroup())) return { socket: realpathSync(socket), version: '', viaGroup: true };
  return { why: 'noRights', remedy: texts.remedy.group };
}
