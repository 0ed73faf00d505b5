import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { machineClock } from '../clock';
import { endSession, sessionMembers } from './session-processes';

vi.mock('node:fs', { spy: true });

// A broker that ends closes the terminals of sixty seats in one moment; when each of them read all of /proc for itself, that took
// longer than a service manager waits.
it('sessions that end at once look at the machine’s processes together', async () => {
  const leaders = Array.from(
    { length: 12 },
    () => spawn('sleep', ['1004'], { detached: true, stdio: 'ignore' }).pid ?? 0,
  );
  await vi.waitFor(() => expect(leaders.map((pid) => sessionMembers(pid).length)).toEqual(leaders.map(() => 1)));
  await setImmediate();
  vi.mocked(readdirSync).mockClear();
  await Promise.all(leaders.map((pid) => endSession(pid, machineClock)));
  expect(vi.mocked(readdirSync).mock.calls.length).toBeLessThan(leaders.length);
  await setImmediate();
  expect(leaders.flatMap(sessionMembers)).toEqual([]);
});
