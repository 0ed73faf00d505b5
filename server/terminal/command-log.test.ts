import { expect, it } from 'vitest';
import { CommandLog } from './command-log';

const started = (line: string) => ({ kind: 'started', line }) as const;
const ended = (exitCode = 0) => ({ kind: 'ended', exitCode }) as const;

function busyLog() {
  const log = new CommandLog();
  log.record('t3', started('python3 -m http.server'), 1);
  for (let count = 1; count <= 60; count += 1) {
    log.record('t1', started(`: ${count}`), 2);
    log.record('t1', ended(), 3);
  }
  return log;
}

it('keeps what goes on, however many others have come since: its terminal is not free', () => {
  const lines = busyLog()
    .list()
    .map(({ line }) => line);
  expect(lines).toHaveLength(51);
  expect([lines[0], lines[1], lines.at(-1)]).toEqual(['python3 -m http.server', ': 11', ': 60']);
});

it('lets go of it once it has ended', () => {
  const log = busyLog();
  expect(log.record('t3', ended(130), 4)).toBe(true);
  expect(log.list()[0]).toMatchObject({ line: 'python3 -m http.server', exitCode: 130 });
  log.record('t1', started('ls'), 5);
  expect(log.list()).toHaveLength(50);
  expect(log.list()[0]?.line).toBe(': 12');
});

it('does not keep for ever what never told its end', () => {
  const log = new CommandLog();
  for (let count = 1; count <= 200; count += 1) log.record('t1', started(`: ${count}`), 1);
  expect(log.list()).toHaveLength(50);
});
