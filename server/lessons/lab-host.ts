// A lesson host made of a lab's public door: what a browser can do, and nothing else. For playing a lesson headless.
import type { Ack, Answer, ClientEvent, Payload } from '@/lib/protocol/events';
import type { LabView } from '@/lib/protocol/view';
import type { LessonClock } from './clock';
import type { LessonHost } from './engine';

/** The part of a lab that is needed; any Lab fits. */
export interface LabDoor<C> {
  snapshot(): { view: LabView };
  onChange(listener: () => void): () => void;
  perform<E extends ClientEvent>(client: C, event: E, payload: Payload<E>): Promise<Ack<Answer<E>>>;
}

/** A file that was saved is in the view by then. */
const SHOWN_MS = 5_000;
const BEAT_MS = 1_000;
const SIZE = { cols: 120, rows: 30 };

/** `empty`: a step whose reset leaves an empty node, e.g. the first of the walkthrough. Refused commands are thrown. */
export function lessonHostOf<C>(
  lab: LabDoor<C>,
  client: C,
  options: { clock: LessonClock; empty: { lesson: string; step: string } },
): LessonHost {
  const sequence = new Map<string, number>();
  const view = () => lab.snapshot().view;
  const perform = async <E extends ClientEvent>(event: E, payload: Payload<E>): Promise<Answer<E>> => {
    const answer = await lab.perform(client, event, payload);
    if (!answer.ok) throw new Error(`${event}: ${answer.error.code} ${JSON.stringify(answer.error.facts)}`);
    return answer.value;
  };
  return {
    view,
    waitFor: (holds, timeoutMs) => waitFor(lab, holds, options.clock, timeoutMs),
    async type(terminal, text) {
      const usable = terminal !== undefined && view().terminals[terminal]?.state === 'running';
      const id = usable ? terminal : (await perform('term:open', { id: crypto.randomUUID(), ...SIZE })).terminal;
      const seq = (sequence.get(id) ?? 0) + 1;
      sequence.set(id, seq);
      await perform('term:input', { terminal: id, seq, data: text });
      return id;
    },
    async writeManifest(file, content) {
      const before = view().manifests[file]?.revision ?? '';
      const { revision } = await perform('file:save', { id: crypto.randomUUID(), file, content, revision: before });
      // A second save right after it has to name this one.
      await waitFor(lab, (now) => now.manifests[file]?.revision === revision, options.clock, SHOWN_MS);
    },
    async removeManifest(file) {
      const revision = view().manifests[file]?.revision ?? '';
      await perform('file:delete', { id: crypto.randomUUID(), file, revision });
    },
    emptyNode: async () => void (await perform('lesson:reset', { id: crypto.randomUUID(), ...options.empty })),
  };
}

/** True as soon as the view holds (asked at each change and each second: it may be waiting for time to pass); false after `timeoutMs`. */
function waitFor<C>(
  lab: LabDoor<C>,
  holds: (view: LabView) => boolean,
  clock: LessonClock,
  timeoutMs: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    const cleanups: (() => void)[] = [];
    const finish = (result: boolean) => {
      for (const cleanup of cleanups) cleanup();
      resolve(result);
    };
    const look = () => {
      if (holds(lab.snapshot().view)) finish(true);
    };
    let cancelBeat = () => {};
    const beat = () => {
      cancelBeat = clock.after(BEAT_MS, beat);
      look();
    };
    cleanups.push(() => cancelBeat());
    cleanups.push(clock.after(timeoutMs, () => finish(false)));
    cleanups.push(lab.onChange(look));
    beat();
  });
}
