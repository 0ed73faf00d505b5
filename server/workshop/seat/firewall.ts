// A seat's bridge has an address of the host on it, and an internal network does not hide that: without a rule, every service that the
// host offers to the world (the workshop's own page, ssh) would be open to every seat. One rule for all seats' bridges closes it.
// The kubelet's own connections to pods go the other way and are answered: only what a seat begins is refused.
// A second one says again what the engine's rules for internal networks say: nothing is routed out of a seat. Its containers have a
// route, and when somebody flushes the rules the engine does not put its own back.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { BRIDGE_PREFIX } from './paths';

const run = promisify(execFile);
type Rule = readonly [chain: 'INPUT' | 'FORWARD', ...words: string[]];
const FROM_SEATS = ['-i', `${BRIDGE_PREFIX}+`] as const;
const TO_HOST: Rule = ['INPUT', ...FROM_SEATS, '-m', 'conntrack', '--ctstate', 'NEW,INVALID', '-j', 'REJECT'];
/** Between containers of one seat nothing is routed, only bridged. */
const THROUGH_HOST: Rule = ['FORWARD', ...FROM_SEATS, '-m', 'physdev', '!', '--physdev-is-bridged', '-j', 'REJECT'];

/** As somebody would type it, for a message. */
const FIREWALL_COMMAND = `iptables -I ${TO_HOST.join(' ')}`;

/** Takes the rules away again, however often they are there, unless any seat's bridge is left: another room on this host lives by them. */
export async function openHostToSeats(): Promise<void> {
  // Of this process's own network, which /sys may not show: it is that of whoever mounted it.
  const devices = await readFile('/proc/net/dev', 'utf8').catch(() => '');
  if (new RegExp(`^\\s*${BRIDGE_PREFIX}`, 'm').test(devices)) return;
  for (const program of ['iptables', 'ip6tables'])
    for (const rule of [TO_HOST, THROUGH_HOST]) {
      const takeOne = () =>
        run(program, ['-w', '-D', ...rule]).then(
          () => true,
          () => false,
        );
      while (await takeOne());
    }
}

let closing: Promise<void> | undefined;

/** Puts the rules in place, once, also for seats that open at the same time. Rejects with a sentence that holds the command, where this process may not. */
export function closeHostToSeats(): Promise<void> {
  closing ??= putRules().finally(() => {
    closing = undefined;
  });
  return closing;
}

async function putRules(): Promise<void> {
  for (const program of ['iptables', 'ip6tables']) {
    try {
      await ensure(program, TO_HOST);
    } catch (error) {
      // Seats have no IPv6 addresses; where the kernel has no IPv6 either there is nothing to close.
      if (program === 'ip6tables') continue;
      throw new Error(`seats could reach services of this host: ${FIREWALL_COMMAND} failed: ${String(error)}`, {
        cause: error,
      });
    }
    // A kernel without this match leaves the seats to the engine's own rules.
    await ensure(program, THROUGH_HOST).catch(() => undefined);
  }
}

async function ensure(program: string, rule: Rule): Promise<void> {
  const there = await run(program, ['-w', '-C', ...rule]).then(
    () => true,
    () => false,
  );
  if (!there) await run(program, ['-w', '-I', ...rule]);
}
