import { expect, it } from 'vitest';
import { labView } from '@/lib/lessons/checks/view-fixture';
import { lessonHostOf } from './lab-host';

/** A clock whose timers run when the test says so. */
function handClock() {
  let timers: { fn: () => void; ms: number }[] = [];
  return {
    now: () => 0,
    after(ms: number, fn: () => void) {
      const timer = { fn, ms };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    /** Runs the timers that are due within `ms`, once. */
    pass(ms: number) {
      for (const timer of timers.filter((one) => one.ms <= ms)) {
        if (!timers.includes(timer)) continue;
        timers = timers.filter((other) => other !== timer);
        timer.fn();
      }
    },
    waiting: () => timers.length,
  };
}

const given = () => {
  const clock = handClock();
  const lab = {
    snapshot: () => ({ view: labView() }),
    onChange: () => () => undefined,
    perform: () => Promise.reject(new Error('nothing is done here')),
  };
  return { clock, host: lessonHostOf(lab, 'me', { clock, empty: { lesson: 'x', step: 'y' } }) };
};

it('notices that time has passed, without a change of the view', async () => {
  const { clock, host } = given();
  let asked = 0;
  const held = host.waitFor(() => {
    asked += 1;
    return asked === 3;
  }, 60_000);
  clock.pass(1_000);
  clock.pass(1_000);
  expect(await held).toBe(true);
  expect(clock.waiting()).toBe(0);
});

it('gives up in the end', async () => {
  const { clock, host } = given();
  const held = host.waitFor(() => false, 60_000);
  clock.pass(60_000);
  expect(await held).toBe(false);
  expect(clock.waiting()).toBe(0);
});
