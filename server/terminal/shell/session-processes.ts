// Ends everything that a shell has started: a closed terminal leaves nothing behind. `setsid` is the way out, as for any terminal.
import { readdirSync, readFileSync } from 'node:fs';
import { type Clock, sleep } from '../clock';

const GRACE_MS = 800;
const KILL_MS = 2000;
const POLL_MS = 20;

interface Member {
  pid: number;
  group: number;
}

/** Living processes of the session that `leader` (a pid) began. Without /proc (macOS): the leader alone, if it lives. */
export function sessionMembers(leader: number): Member[] {
  const all = sessionsNow();
  if (!all) return signal(leader, 0) ? [{ pid: leader, group: leader }] : [];
  return all.get(leader) ?? [];
}

let seen: { sessions: Map<number, Member[]> | null } | undefined;

/**
 * Each session with its living processes; null without /proc. One look serves all who ask in the same turn of the event loop: a broker
 * that ends closes the terminals of all seats at once, and a look costs a file for each process of the machine.
 */
function sessionsNow(): Map<number, Member[]> | null {
  if (!seen) {
    seen = { sessions: readSessions() };
    setImmediate(() => {
      seen = undefined;
    });
  }
  return seen.sessions;
}

function readSessions(): Map<number, Member[]> | null {
  let pids: string[];
  try {
    pids = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
  } catch {
    return null;
  }
  const sessions = new Map<number, Member[]>();
  for (const pid of pids) {
    try {
      // proc(5): after the name in parentheses come state, ppid, pgrp, session.
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      const [state, , group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (state === 'Z') continue;
      const members = sessions.get(Number(session)) ?? [];
      members.push({ pid: Number(pid), group: Number(group) });
      sessions.set(Number(session), members);
    } catch {
      // ended meanwhile
    }
  }
  return sessions;
}

/** True when there was someone to signal whom we may signal. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/**
 * Hangs up every process group of the session, waits, and kills what is left. Resolves when the session is empty, or after
 * three seconds when something can't be killed (a process of another user, or one stuck in the kernel).
 */
export async function endSession(leader: number, clock: Clock): Promise<void> {
  for (const group of new Set(sessionMembers(leader).map((member) => member.group))) {
    signal(-group, 'SIGHUP');
    signal(-group, 'SIGCONT'); // a stopped job can't die of a hang-up
  }
  if (await emptyWithin(leader, GRACE_MS, clock)) return;
  for (const member of sessionMembers(leader)) signal(member.pid, 'SIGKILL');
  await emptyWithin(leader, KILL_MS, clock);
}

async function emptyWithin(leader: number, ms: number, clock: Clock): Promise<boolean> {
  for (let waited = 0; waited < ms; waited += POLL_MS) {
    if (sessionMembers(leader).length === 0) return true;
    await sleep(POLL_MS, clock);
  }
  return sessionMembers(leader).length === 0;
}
