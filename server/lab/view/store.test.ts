import { describe, expect, it } from 'vitest';
import { apply, type Change } from '@/lib/protocol/changes';
import type { Clock } from '@/server/kubelet/clock';
import { initialState, type LabState } from './state';
import { createViewStore } from './store';

function handClock(): Clock & { advance(ms: number): void } {
  let now = 0;
  const timers = new Set<{ at: number; fn: () => void }>();
  const after: Clock['after'] = (ms, fn) => {
    const timer = { at: now + ms, fn };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  return {
    now: () => now,
    after,
    sleep: (ms) => new Promise((resolve) => after(ms, resolve)),
    advance(ms) {
      now += ms;
      for (const timer of [...timers]) if (timer.at <= now && timers.delete(timer)) timer.fn();
    },
  };
}

const rename = (name: string) => (state: LabState) => ({ ...state, nodeName: name });
const open = (clock = handClock()) => {
  const initial = initialState({ id: 'l', home: '/h', manifestDir: '/h/m', user: 'u' }, 'a', 'memory', 0);
  return createViewStore({
    initial,
    clock,
    evaluate: (view, at) =>
      at >= 1000 ? { [`s/${view.node.name}`]: { enteredAt: at, tasks: {}, hintsOpened: 0, answers: {} } } : {},
  });
};

describe('the view store', () => {
  it('makes one change of everything that happens in one turn', async () => {
    const store = open();
    const first = store.snapshot();
    const changes: Change[] = [];
    store.subscribe((change) => changes.push(change));
    store.update(rename('b'));
    store.update(rename('c'));
    expect(changes).toEqual([]);
    await Promise.resolve();
    expect(changes).toHaveLength(1);
    store.update(rename('c'));
    await Promise.resolve();
    expect(changes).toHaveLength(1);
    store.update(rename('d'));
    await Promise.resolve();
    expect(changes.map(({ rev, epoch }) => [rev, epoch])).toEqual([
      [1, first.epoch],
      [2, first.epoch],
    ]);
    expect(changes.reduce((view, change) => apply(view, change.ops), first.view)).toEqual(store.view());
  });

  it('keeps the order for every listener, even when one of them asks and changes', async () => {
    const store = open();
    const heard: number[] = [];
    store.subscribe(({ rev }) => {
      if (rev === 1) store.update(rename('z'));
      store.view();
    });
    store.subscribe(({ rev }) => heard.push(rev));
    store.update(rename('b'));
    await Promise.resolve();
    await Promise.resolve();
    expect(heard).toEqual([1, 2]);
    expect(store.view().node.name).toBe('z');
  });

  it('answers with every update made so far', () => {
    const store = open();
    store.update(rename('b'));
    expect(store.snapshot()).toMatchObject({ rev: 1, view: { node: { name: 'b' } } });
  });

  it('looks at the lesson again as time passes', async () => {
    const clock = handClock();
    const store = open(clock);
    clock.advance(1000);
    await Promise.resolve();
    expect(Object.keys(store.view().steps)).toEqual(['s/a']);
  });

  it('waits for a condition, not for ever', async () => {
    const clock = handClock();
    const store = open(clock);
    const held = store.waitFor((view) => view.node.name === 'b', 500);
    const missed = store.waitFor((view) => view.node.name === 'c', 500);
    store.update(rename('b'));
    expect(await held).toBe(true);
    clock.advance(500);
    expect(await missed).toBe(false);
    const closed = store.waitFor((view) => view.node.name === 'c', 500);
    store.close();
    expect(await closed).toBe(false);
  });

  it('asks again as time passes, without a change', async () => {
    const clock = handClock();
    const store = open(clock);
    const begun = clock.now();
    const held = store.waitFor(() => clock.now() >= begun + 2000, 5000);
    clock.advance(1000);
    clock.advance(1000);
    expect(await held).toBe(true);
  });
});
