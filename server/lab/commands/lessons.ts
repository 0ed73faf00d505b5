import type { Ack, Failure } from '@/lib/protocol/events';
import type { LessonEngine, LessonHost } from '@/server/lessons/engine';
import { done } from '../workspace/results';
import type { Handlers } from './handler';

type LessonEvent =
  | 'lesson:enter'
  | 'lesson:answer'
  | 'lesson:hint'
  | 'lesson:solve'
  | 'lesson:reset'
  | 'lesson:restart'
  | 'workbook:read';

interface LessonCommands {
  lessons: LessonEngine;
  host: LessonHost;
  now(): number;
  /** Whose record it is. */
  owner: { user: string; node: string };
  /** Steps may read differently now. */
  changed(): void;
}

export function lessonHandlers({ lessons, host, now, owner, changed }: LessonCommands): Handlers<LessonEvent> {
  const answer = (failure: Failure | null): Ack<Record<string, never>> => {
    changed();
    return failure ? { ok: false, error: failure } : done({});
  };
  return {
    'lesson:enter': async (_client, payload) => answer(lessons.enter(payload, now())),
    async 'lesson:answer'(_client, payload) {
      const result = lessons.answer(payload);
      changed();
      return 'right' in result ? done(result) : { ok: false, error: result };
    },
    'lesson:hint': async (_client, payload) => answer(lessons.hint(payload)),
    async 'lesson:solve'(_client, payload) {
      const solved = lessons.solve(payload, host);
      changed();
      return answer(await solved);
    },
    async 'lesson:reset'(_client, payload) {
      const reset = lessons.reset(payload, host);
      changed();
      return answer(await reset);
    },
    async 'lesson:restart'(_client, payload) {
      const restart = lessons.restart(payload, host);
      changed();
      return answer(await restart);
    },
    'workbook:read': async () => done({ ...owner, steps: lessons.record() }),
  };
}
