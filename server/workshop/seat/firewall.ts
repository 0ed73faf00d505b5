// A seat's bridge has an address of the host on it, and an internal network does not hide that: without a rule, every service that the
// host offers to the world (the workshop's own page, ssh) would be open to every seat. One rule for all seats' bridges closes it.
// The kubelet's own connections to pods go the other way and are answered: only what a seat begins is refused.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { BRIDGE_PREFIX } from './paths';

const run = promisify(execFile);
const RULE = ['-i', `${BRIDGE_PREFIX}+`, '-m', 'conntrack', '--ctstate', 'NEW,INVALID', '-j', 'REJECT'];

/** As somebody would type it, for a message. */
const FIREWALL_COMMAND = `iptables -I INPUT ${RULE.join(' ')}`;

/** Takes the rule away again, however often it is there, unless any seat's bridge is left: another room on this host lives by it. */
export async function openHostToSeats(): Promise<void> {
  // Of this process's own network, which /sys may not show: it is that of whoever mounted it.
  const devices = await readFile('/proc/net/dev', 'utf8').catch(() => '');
  if (new RegExp(`^\\s*${BRIDGE_PREFIX}`, 'm').test(devices)) return;
  for (const program of ['iptables', 'ip6tables']) {
    const takeOne = () =>
      run(program, ['-w', '-D', 'INPUT', ...RULE]).then(
        () => true,
        () => false,
      );
    while (await takeOne());
  }
}

let closing: Promise<void> | undefined;

/** Puts the rule in place, once, also for seats that open at the same time. Rejects with a sentence that holds the command, where this process may not. */
export function closeHostToSeats(): Promise<void> {
  closing ??= putRule().finally(() => {
    closing = undefined;
  });
  return closing;
}

async function putRule(): Promise<void> {
  for (const program of ['iptables', 'ip6tables']) {
    const there = await run(program, ['-w', '-C', 'INPUT', ...RULE]).then(
      () => true,
      () => false,
    );
    if (there) continue;
    try {
      await run(program, ['-w', '-I', 'INPUT', ...RULE]);
    } catch (error) {
      // Seats have no IPv6 addresses; where the kernel has no IPv6 either there is nothing to close.
      if (program === 'ip6tables') continue;
      throw new Error(`seats could reach services of this host: ${FIREWALL_COMMAND} failed: ${String(error)}`, {
        cause: error,
      });
    }
  }
}
