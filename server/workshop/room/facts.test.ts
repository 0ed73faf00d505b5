import { describe, expect, it } from 'vitest';
import type { CommandView, StepView, TaskState } from '@/lib/protocol/view';
import { factsOf } from './facts';

const step = (...tasks: [TaskState, number?][]): StepView => ({
  enteredAt: 1,
  hintsOpened: 0,
  answers: {},
  tasks: Object.fromEntries(tasks.map(([state, doneAt], n) => [`t${n}`, { state, ...(doneAt && { doneAt }) }])),
});
const command = (seq: number, exitCode?: number, line = 'docker ps'): CommandView => ({
  seq,
  at: seq * 10,
  terminal: 't1',
  line,
  ...(exitCode !== undefined && { exitCode }),
});
const failed = (...commands: CommandView[]) =>
  factsOf({ steps: {}, commands: Object.fromEntries(commands.map((each) => [String(each.seq), each])) }, null).failed;

describe('progress', () => {
  const steps = {
    'pods/first': step(['done', 5], ['watching']),
    'pods/second': step(['done', 9]),
    'constructor/first': step(['done', 7], ['open'], ['paused']),
  };
  it('counts the tasks of the place, and by lesson what is done anywhere', () => {
    expect(factsOf({ steps, commands: {} }, { lesson: 'pods', step: 'first' })).toEqual({
      tasks: 2,
      done: 1,
      failed: null,
      progressAt: 9,
      doneByLesson: { pods: 2, constructor: 1 },
    });
  });
  it.each([[null], [{ lesson: 'pods', step: 'never-entered' }]])('has no tasks at %j', (place) => {
    expect(factsOf({ steps, commands: {} }, place)).toMatchObject({ tasks: 0, done: 0, progressAt: 9 });
  });
});

describe('the last failure', () => {
  it('is that of the newest command, as typed', () => {
    expect(failed(command(9, 1, 'kubelt'), command(10, 127, 'kubelet'))).toEqual({
      line: 'kubelet',
      exitCode: 127,
      at: 100,
    });
  });
  it.each<[string, CommandView[]]>([
    ['nothing was typed', []],
    ['the newest went well', [command(1, 1), command(2, 0)]],
    ['the newest still runs', [command(1, 1), command(2)]],
    ['it was ended with Ctrl-C', [command(1, 130)]],
  ])('is none when %s', (_, commands) => expect(failed(...commands)).toBeNull());
  it('is cut: a line may be a whole paste', () => {
    expect(failed(command(1, 1, 'x'.repeat(10_000)))?.line).toHaveLength(200);
  });
});
