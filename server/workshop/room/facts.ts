// What the board and the export tell of a seat, read from its lab's view.
import type { Place, SeatTile } from '@/lib/protocol/room';
import type { CommandView, LabView } from '@/lib/protocol/view';

export interface SeatFacts {
  /** Tasks of the place, and how many of them are done. */
  tasks: number;
  done: number;
  failed: SeatTile['failed'];
  /** The last task that turned green, ms since the epoch; 0 = none. */
  progressAt: number;
  /** Tasks done, by lesson. */
  doneByLesson: Record<string, number>;
}

/** Ended by Ctrl-C: that is how one ends things, and no failure. */
const INTERRUPTED = 130;
const MAX_LINE = 200;

export function factsOf(view: Pick<LabView, 'steps' | 'commands'>, place: Place | null): SeatFacts {
  const here = place ? view.steps[`${place.lesson}/${place.step}`] : undefined;
  const tasks = Object.values(here?.tasks ?? {});
  let progressAt = 0;
  const counts = new Map<string, number>();
  for (const [key, step] of Object.entries(view.steps)) {
    const lesson = key.split('/', 1)[0] ?? '';
    for (const task of Object.values(step.tasks)) {
      if (task.state !== 'done') continue;
      counts.set(lesson, (counts.get(lesson) ?? 0) + 1);
      progressAt = Math.max(progressAt, task.doneAt ?? 0);
    }
  }
  const done = tasks.filter(({ state }) => state === 'done').length;
  return {
    tasks: tasks.length,
    done,
    failed: failureOf(view.commands),
    progressAt,
    doneByLesson: Object.fromEntries(counts),
  };
}

/** Of the newest command, if it has ended badly. */
function failureOf(commands: LabView['commands']): SeatTile['failed'] {
  let newest: CommandView | undefined;
  for (const command of Object.values(commands)) if (!newest || command.seq > newest.seq) newest = command;
  if (!newest?.exitCode || newest.exitCode === INTERRUPTED) return null;
  return { line: newest.line.slice(0, MAX_LINE), exitCode: newest.exitCode, at: newest.at };
}
