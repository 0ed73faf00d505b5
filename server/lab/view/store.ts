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
  /** True as soon as `holds` does (asked at each change and each second); false after `timeoutMs` or when the store closes. */
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

export function createViewStore(options: ViewStoreOptions): ViewStore {
  return new Store(options);
}

class Store implements ViewStore {
  private readonly epoch = randomUUID();
  private readonly listeners = new Set<(change: Change) => void>();
  /** Asked at each beat, since what they wait for may be that time passes. */
  private readonly waiting = new Set<() => void>();
  private readonly closing = new AbortController();
  private current: LabState;
  private shown: LabView;
  private rev = 0;
  private pending = false;
  private telling = false;
  private cancelBeat = () => {};

  constructor(private readonly options: ViewStoreOptions) {
    this.current = options.initial;
    this.shown = this.composed({});
    this.beat();
  }

  update = (change: (state: LabState) => LabState): void => {
    this.current = change(this.current);
    this.recompute();
  };

  state = (): LabState => this.current;

  view = (): LabView => {
    this.flush();
    return this.shown;
  };

  snapshot = (): Snapshot<LabView> => ({
    view: this.view(),
    epoch: this.epoch,
    rev: this.rev,
    at: this.options.clock.now(),
  });

  subscribe = (listener: (change: Change) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  waitFor = async (holds: (view: LabView) => boolean, timeoutMs: number): Promise<boolean> => {
    if (holds(this.view())) return true;
    return new Promise<boolean>((resolve) => {
      const end = (held: boolean) => {
        cancel();
        unsubscribe();
        this.waiting.delete(look);
        this.closing.signal.removeEventListener('abort', gone);
        resolve(held);
      };
      const gone = () => end(false);
      const look = () => holds(this.shown) && end(true);
      const unsubscribe = this.subscribe(look);
      this.waiting.add(look);
      const cancel = this.options.clock.after(timeoutMs, gone);
      this.closing.signal.addEventListener('abort', gone);
    });
  };

  close(): void {
    this.closing.abort();
    this.cancelBeat();
    this.listeners.clear();
    this.waiting.clear();
  }

  private composed(steps: Record<string, StepView>): LabView {
    const next: LabView = { ...composeView(this.current), steps };
    return { ...next, steps: this.options.evaluate(next, this.options.clock.now()) };
  }

  private beat(): void {
    this.cancelBeat = this.options.clock.after(EVALUATE_MS, () => {
      this.recompute();
      for (const look of [...this.waiting]) look();
      this.beat();
    });
  }

  private recompute(): void {
    if (this.pending || this.closing.signal.aborted) return;
    this.pending = true;
    queueMicrotask(() => this.flush());
  }

  private flush(): void {
    // A listener that asks for the view must not overtake the change that the others are still to hear of.
    if (!this.pending || this.telling) return;
    this.pending = false;
    const next = this.composed(this.shown.steps);
    const ops = diff(this.shown, next);
    this.shown = next;
    if (ops.length === 0) return;
    this.rev += 1;
    this.tell({ epoch: this.epoch, rev: this.rev, at: this.options.clock.now(), ops });
  }

  private tell(change: Change): void {
    this.telling = true;
    try {
      for (const listener of [...this.listeners]) listener(change);
    } finally {
      this.telling = false;
    }
    if (this.pending) queueMicrotask(() => this.flush());
  }
}
