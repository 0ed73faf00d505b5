// The teaching controls of the sync loop: pause, single step, slow motion. They hold a pod's sync between two steps and
// never inside a decision. What is held rests on an old look at the engine, so news of the pod or a resume gives it up and
// the sync begins anew. Time goes on meanwhile: back-offs run out, the engine is listed, probes probe; only nothing is done.
import type { HeldStepView, LoopView } from '@/lib/protocol/view';
import type { Clock } from './clock';
import type { LoopSwitch } from './kubelet';
import { rowOf } from './plan/comparison';
import type { ComingStep, Gate, Passage } from './workers/gate';

export interface LoopControlDependencies {
  clock: Clock;
  /** Told after every change. */
  changed(loop: LoopView): void;
  /** The kubelet ends: nothing is held any more. */
  signal: AbortSignal;
}

interface Held {
  view: HeldStepView;
  release(passage: Passage): void;
  cancelTimer(): void;
}

const nothing = (): void => undefined;

export class LoopControl implements Gate, LoopSwitch {
  private paused = false;
  private delayMs = 0;
  /** By pod uid, in the order in which they were held. */
  private readonly held = new Map<string, Held>();

  constructor(private readonly deps: LoopControlDependencies) {
    deps.signal.addEventListener('abort', () => this.releaseAll(), { once: true });
  }

  get holds(): boolean {
    return (this.paused || this.delayMs > 0) && !this.deps.signal.aborted;
  }

  state(): LoopView {
    const held = Object.fromEntries([...this.held].map(([uid, { view }]) => [uid, view]));
    const [next = ''] = this.held.keys();
    return { paused: this.paused, delayMs: this.delayMs, held, next };
  }

  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.retime();
  }

  resume(): void {
    if (!this.paused) return;
    this.paused = false;
    this.releaseAll();
  }

  step(podUid?: string): boolean {
    const uid = podUid ?? this.held.keys().next().value;
    const held = uid === undefined ? undefined : this.held.get(uid);
    held?.release('go');
    return held !== undefined;
  }

  slow(delayMs: number): void {
    if (delayMs === this.delayMs) return;
    this.delayMs = delayMs;
    if (!this.holds) this.releaseAll();
    else this.retime();
  }

  pass(coming: ComingStep): Promise<Passage> {
    if (!this.holds) return Promise.resolve('go');
    return new Promise((resolve) => {
      const release = (passage: Passage) => {
        held.cancelTimer();
        this.held.delete(coming.podUid);
        this.tell();
        resolve(passage);
      };
      const view = { ...described(coming), since: this.deps.clock.now() };
      const held: Held = { view, release, cancelTimer: nothing };
      this.held.set(coming.podUid, held);
      this.time(held);
      this.tell();
    });
  }

  changed(podUid: string, cause: HeldStepView['cause']): void {
    const held = this.held.get(podUid);
    if (!held) return;
    if (held.view.step === 'observe') {
      // It has not looked yet, and will see the news when it does.
      held.view = { ...held.view, cause };
      this.tell();
    } else held.release('anew');
  }

  /** Steps that are held go on by themselves, or no longer do. */
  private retime(): void {
    for (const held of this.held.values()) this.time(held);
    this.tell();
  }

  private time(held: Held): void {
    held.cancelTimer();
    const { until: _until, ...view } = held.view;
    held.view = view;
    held.cancelTimer = nothing;
    if (this.paused) return;
    held.view = { ...view, until: this.deps.clock.now() + this.delayMs };
    held.cancelTimer = this.deps.clock.after(this.delayMs, () => held.release('go'));
  }

  private releaseAll(): void {
    const all = [...this.held.values()];
    for (const held of all) held.release(held.view.step === 'observe' ? 'go' : 'anew');
    if (all.length === 0) this.tell();
  }

  private tell(): void {
    this.deps.changed(this.state());
  }
}

function described({ actions, ...step }: ComingStep): Omit<HeldStepView, 'since'> {
  const planned = actions.map((action) => ({
    what: action.kind,
    container: rowOf(action),
    ...('attempt' in action && { attempt: action.attempt }),
    because: action.because,
  }));
  return { ...step, actions: planned };
}
