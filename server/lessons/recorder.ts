// Writes the learner's record: what happens on the node while a step is open, and the manifests when a task is done.
import type { Values } from '@/lib/lessons/values';
import type { LabView } from '@/lib/protocol/view';
import type { StepRecord } from '@/lib/protocol/workbook';
import type { StepProgress } from './progress';
import { withEvents, withManifests } from './record';

interface Store {
  step(key: string): StepProgress | undefined;
  keep(key: string, step: StepProgress): void;
}

export class Recorder {
  readManifests: () => Promise<Record<string, string>> = async () => ({});
  /** Key of the step that was entered last. */
  private current: string | undefined;
  /** Number of the last decision that has been looked at; they count from 1 in each life of the server. */
  private seen = 0;
  private reading: Promise<void> = Promise.resolve();

  constructor(private readonly store: Store) {}

  enter(key: string): void {
    this.current = key;
  }

  /** Takes in what is new on the view. `aside`: a beginning is being built; what comes and goes then is nobody's doing. */
  look(view: LabView, aside: boolean): void {
    const fresh = Object.values(view.decisions)
      .filter(({ seq }) => seq > this.seen)
      .sort((a, b) => a.seq - b.seq);
    this.seen = fresh.at(-1)?.seq ?? this.seen;
    const step = this.current === undefined ? undefined : this.store.step(this.current);
    if (aside || !step || this.current === undefined) return;
    const { enteredAt } = step;
    const record = withEvents(
      step.record,
      fresh.filter(({ at }) => at >= enteredAt),
    );
    if (record !== step.record) this.store.keep(this.current, { ...step, record });
  }

  /** A task of this step has just been done: its manifests are kept as they lie in the folder now. */
  taskDone(key: string): void {
    this.reading = this.reading.then(async () => {
      const files = await this.readManifests().catch(() => ({}));
      const step = this.store.step(key);
      // A folder that is gone (a task may ask for it) takes nothing from what was kept.
      if (step && Object.keys(files).length > 0)
        this.store.keep(key, { ...step, record: withManifests(step.record, files) });
    });
  }

  /** Everything that was to be read has been read. */
  settled(): Promise<void> {
    return this.reading;
  }
}

/** A step's progress as the workbook shows it. */
export function stepRecord({ enteredAt, done, answers, record }: StepProgress, values: Values): StepRecord {
  const { manifests, events, furtherEvents, answeredAt } = record;
  const given = Object.entries(answers).map(([id, option]) => [id, { option, at: answeredAt[id] ?? enteredAt }]);
  return { enteredAt, done, answers: Object.fromEntries(given), values, manifests, events, furtherEvents };
}
