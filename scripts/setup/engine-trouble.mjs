// An engine that answers questions and does nothing any more: whether it is one, what it waits for, and a new one in its place.
import { readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

const PID_FILE = '/var/run/docker.pid';
const DUMPS = '/var/run/docker';
/** Longer than a container takes on the slowest machine that this was seen on, by far. */
const PATIENCE_S = 90;

/** Whether the engine still makes, starts and removes a container. `image` must be there and know `true`. */
export async function engineWorks(image) {
  const args = ['docker', 'run', '--rm', '--label', 'kulissen.check=1', image, 'true'];
  return (await run('timeout', ['-k', '5', String(PATIENCE_S), ...args])).code === 0;
}

const pidOf = (file) => {
  try {
    return Number(readFileSync(file, 'utf8').trim());
  } catch {
    return 0;
  }
};

/** Names of the functions of one stack, innermost first. */
const functionsOf = (stack) =>
  stack
    .split('\n')
    .filter((line) => line !== '' && !/^(goroutine|\t|created by)/.test(line))
    .map((line) => line.replace(/\([^()]*\)$/, ''));

/** What dockerd's requests, and whoever wants a lock, have waited for since a minute or longer: equal ones once, with their number. */
export function waitingStacks(dump) {
  const groups = new Map();
  for (const stack of dump.split('\n\n')) {
    const state = /^goroutine \d+ \[(.+), \d+ minutes/.exec(stack)?.[1];
    if (!state || !(/semacquire|chan send|Lock/.test(state) || stack.includes('net/http.(*conn).serve'))) continue;
    const key = `[${state}]\n  ${functionsOf(stack).slice(0, 9).join('\n  ')}`;
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  return [...groups].map(([key, count]) => `${count} × ${key}`).slice(0, 20);
}

/** dockerd writes the stacks of all its goroutines to a file on SIGUSR1. */
async function stacks() {
  const pid = pidOf(PID_FILE);
  if (!pid) return 'no dockerd';
  const before = new Set(readdirSync(DUMPS));
  process.kill(pid, 'SIGUSR1');
  for (let tries = 0; tries < 40; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const file = readdirSync(DUMPS).find((name) => name.startsWith('goroutine-stacks') && !before.has(name));
    if (!file || statSync(join(DUMPS, file)).size === 0) continue;
    return waitingStacks(readFileSync(join(DUMPS, file), 'utf8')).join('\n') || 'nothing since a minute';
  }
  return 'dockerd wrote no stacks';
}

/** What can be known of an engine that hangs, as text for a log. */
export async function engineTrouble() {
  const shell = async (line) => (await run('timeout', ['20', 'sh', '-c', line])).output.trim();
  const parts = {
    'dockerd waits in': await stacks(),
    'processes that wait in the kernel, and the engine’s helpers': await shell(
      "ps -eo pid,ppid,stat,etimes,wchan:32,args | grep -E ' D|iptables|runc|umount' | grep -v grep | cut -c1-180 | head -30",
    ),
    'the kernel says': await shell('dmesg | tail -15'),
    'memory and disk': await shell('free -m; df -h / /var/lib/docker; df -i /'),
  };
  return Object.entries(parts)
    .map(([name, text]) => `── ${name}\n${text}\n`)
    .join('');
}

/** Whether this machine's dockerd is the one that setup/engine.mjs has started with this log: nobody else's is ever ended. */
export function isEngineOf(log) {
  try {
    return readlinkSync(`/proc/${pidOf(PID_FILE)}/fd/1`) === realpathSync(log);
  } catch {
    return false;
  }
}

/** Ends this machine's dockerd and its containerd, by their pids, so that another can be started. */
export async function endEngine() {
  for (const file of [PID_FILE, join(DUMPS, 'containerd/containerd.pid')]) {
    const pid = pidOf(file);
    if (pid) await run('kill', ['-KILL', String(pid)]);
  }
  await run('rm', ['-f', PID_FILE, join(DUMPS, 'containerd/containerd.pid')]);
}
