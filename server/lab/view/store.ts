// Keeps the view and tells what changes. Inputs of one turn of the event loop become one change.
import { randomUUID } from 'node:crypto';
import { type Change, diff, type Snapshot } from '@/lib/protocol/changes';
import type { LabView, StepView } from '@/lib/protocol/view';
import type { Clock } from '@/server/kubelet/clock';
import { composeView } from './compose';
import type { LabState } from './state';

export interface ViewStore {
  update(change: (state: LabState) => LabState): void;
  state(): LabState;
  /** Includes every update made so far. */
  view(): LabView;
  snapshot(): Snapshot<LabView>;
  /** Numbered changes without gaps; a listener must not throw. Returns how to unsubscribe. */
  subscribe(listener: (change: Change) => void): () => void;
  /** True as soon as `holds` does; false after `timeoutMs` or when the store closes. */
  waitFor(holds: (view: LabView) => boolean, timeoutMs: number): Promise<boolean>;
  close(): void;
}

export interface ViewStoreOptions {
  initial: LabState;
  clock: Clock;
  /** Evaluates lesson steps on the view, again after every change and once a second (checks may speak of time). */
  evaluate(view: LabView, at: number): Record<string, StepView>;
}

const EVALUATE_MS = 1000;

export function createViewStore({ initial, clock, evaluate }: ViewStoreOptions): ViewStore {
  const epoch = randomUUID();
  const listeners = new Set<(change: Change) => void>();
  const closing = new AbortController();
  let state = initial;
  let view = composed({});
  let rev = 0;
  let pending = false;
  let telling = false;

  function composed(steps: Record<string, StepView>): LabView {
    const next: LabView = { ...composeView(state), steps };
    return { ...next, steps: evaluate(next, clock.now()) };
  }

  function flush(): void {
    // A listener that asks for the view must not overtake the change that the others are still to hear of.
    if (!pending || telling) return;
    pending = false;
    const next = composed(view.steps);
    const ops = diff(view, next);
    view = next;
    if (ops.length === 0) return;
    rev += 1;
    const change = { epoch, rev, at: clock.now(), ops };
    telling = true;
    try {
      for (const listener of [...listeners]) listener(change);
    } finally {
      telling = false;
    }
    if (pending) queueMicrotask(flush);
  }

  function recompute(): void {
    if (pending || closing.signal.aborted) return;
    pending = true;
    queueMicrotask(flush);
  }

  let cancelBeat = () => {};
  const beat = () => {
    cancelBeat = clock.after(EVALUATE_MS, () => {
      recompute();
      beat();
    });
  };
  beat();

  const current = (): LabView => {
    flush();
    return view;
  };

  return {
    update(change) {
      state = change(state);
      recompute();
    },
    state: () => state,
    view: current,
    snapshot: () => ({ view: current(), epoch, rev, at: clock.now() }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async waitFor(holds, timeoutMs) {
      if (holds(current())) return true;
      return new Promise<boolean>((resolve) => {
        const end = (held: boolean) => {
          cancel();
          listeners.delete(listener);
          closing.signal.removeEventListener('abort', gone);
          resolve(held);
        };
        const listener = () => holds(view) && end(true);
        const gone = () => end(false);
        const cancel = clock.after(timeoutMs, gone);
        listeners.add(listener);
        closing.signal.addEventListener('abort', gone);
      });
    },
    close() {
      closing.abort();
      cancelBeat();
      listeners.clear();
    },
  };
}
