import { describe, expect, it, vi } from 'vitest';
import { createProjector, type Reel } from '@/lib/history/reel';
import { type Change, diff } from '@/lib/protocol/changes';
import type { LabView } from '@/lib/protocol/view';
import { dead, lab, record, sandbox, start } from '../view/lab-fixture';
import { createHistory, type HistoryLimits } from './history';

/** A store made by hand: each step of a story is one change. */
function source() {
  const story = lab();
  const whole = (): LabView => ({
    ...story.view(),
    steps: { 'l/s': { enteredAt: 1, tasks: {}, hintsOpened: 0, answers: {} } },
  });
  let view = whole();
  let rev = 0;
  const listeners = new Set<(change: Change) => void>();
  return {
    story,
    snapshot: () => ({ epoch: 'e', rev, at: 1000, view }),
    subscribe: (listener: (change: Change) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Tells what the story did since, at time `at`; returns the view. */
    tell(at: number): LabView {
      const next = whole();
      rev += 1;
      const change = { epoch: 'e', rev, at, ops: diff(view, next) };
      view = next;
      for (const listener of listeners) listener(change);
      return next;
    },
  };
}

function play(limits?: HistoryLimits) {
  const lab = source();
  const history = createHistory(lab, limits);
  const views = new Map<number, LabView>();
  const step = (at: number, act: () => unknown) => {
    act();
    views.set(at, lab.tell(at));
  };
  step(2000, () => lab.story.desire());
  step(3000, () => lab.story.engine(sandbox()));
  step(4000, () => lab.story.act(start(0)).engine(sandbox(), record({ startedAt: 3900 })));
  step(5000, () => lab.story.engine(sandbox(), dead({ startedAt: 3900, finishedAt: 4900 })));
  step(6000, () =>
    lab.story.engine(
      sandbox(),
      record({ attempt: 1, id: 'c1', startedAt: 5900 }),
      dead({ startedAt: 3900, finishedAt: 4900 }),
    ),
  );
  return { history, views };
}

describe('history', () => {
  it('shows every moment as it was, across reels', async () => {
    const { history, views } = play({ reelFrames: 2 });
    const { first, last } = await history.reel(0);
    expect(last - first).toBe(2);
    for (const [at, view] of views) {
      const answer = await history.reelAt(at);
      const reel = JSON.parse(answer.reel) as Reel;
      const { pods, manifests, engine } = createProjector(reel).viewAt(at);
      expect(JSON.parse(JSON.stringify({ pods, manifests, engine }))).toEqual(
        JSON.parse(JSON.stringify({ pods: view.pods, manifests: view.manifests, engine: view.engine })),
      );
    }
  });
  it('keeps what a person typed and learned to itself', async () => {
    const { history } = play();
    const { reel } = await history.reel(0);
    expect((JSON.parse(reel) as Reel).start.view).toMatchObject({ steps: {}, terminals: {}, commands: {} });
  });
  it('knows the lives of containers without the views', () => {
    const { history } = play();
    expect(history.track().lives.map(({ id, from, to, exitCode }) => [id, from, to, exitCode])).toEqual([
      ['s0', 1000, null, 0],
      ['c0', 3900, 4900, 137],
      ['c1', 5900, null, 0],
    ]);
  });
  it('forgets the oldest reel when there is no room left', async () => {
    const { history } = play({ reelFrames: 1, maxBytes: 1 });
    await vi.waitFor(async () => expect((await history.reel(0)).first).toBe(4));
    expect((await history.reelAt(0)).index).toBe(4);
  });
});
