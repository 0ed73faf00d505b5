// What is written down for people: the audit log, the export; and the secret of which only a hash is.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CODE, type RoomFixture, startRoom } from './room-fixture';
import { hashSecret, isSecret } from './trainer-secret';

let at: RoomFixture;
beforeEach(() => {
  vi.useFakeTimers();
  at = startRoom();
});
afterEach(async () => {
  await at.close();
  vi.useRealTimers();
});
const settle = () => vi.advanceTimersByTimeAsync(1100);

it('writes down what trainers do: who, what, which seat; no codes, no texts', async () => {
  const tab = at.enter(await at.join('Ada'));
  const trainer = at.enter('trainer');
  at.room.trainerIn('session-of-trainer');
  await trainer.perform('room:announce', { after: 0, text: 'Secret plan', snippet: 'x' });
  await trainer.perform('room:reset', { seat: 's01', labNumber: 7 });
  await trainer.perform('room:remove', { seat: 's01' });
  at.room.csv('session-of-trainer');
  const file = join(at.dir, 'audit.log');
  const text = readFileSync(file, 'utf8');
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ who, action, seat, done }) => [who, action, seat, done])).toEqual([
    ['session-of-trainer', 'sign-in', undefined, undefined],
    ['session-of-trainer', 'announcement', undefined, true],
    ['session-of-trainer', 'reset', 's01', false],
    ['session-of-trainer', 'remove', 's01', true],
    ['session-of-trainer', 'export', undefined, undefined],
  ]);
  expect(text).not.toMatch(new RegExp(`Secret plan|${CODE}|${tab.view?.seat?.resume}`));
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('exports what each has done, and no name becomes a formula', async () => {
  const ada = at.enter(await at.join('=HYPERLINK("http://evil.example","x")'));
  await at.join('Grace, "G"');
  await settle();
  await ada.perform('room:at', { lesson: 'pods', step: 'first' });
  at.labs.made.get(at.labName('s01'))?.change({
    steps: {
      'pods/first': { enteredAt: 1, hintsOpened: 0, answers: {}, tasks: { one: { state: 'done', doneAt: 2_000_000 } } },
    },
  });
  await settle();
  expect(at.room.csv('x').split('\r\n')).toEqual([
    '\uFEFFseat,name,locale,lesson,step,done in pods,joined,last progress',
    `s01,"'=HYPERLINK(""http://evil.example"",""x"")",de,pods,first,1,1970-01-01T00:16:40.000Z,1970-01-01T00:33:20.000Z`,
    's02,"Grace, ""G""",de,,,0,1970-01-01T00:16:40.000Z,',
    '',
  ]);
  expect((await at.reopen()).csv('x')).toContain('pods,first,1,');
});

describe('the trainers’ secret', () => {
  it('is known by its hash only', async () => {
    const hash = hashSecret('correct horse battery');
    expect(hash).toMatch(/^[0-9a-f]{32}:[0-9a-f]{64}$/);
    expect(hashSecret('correct horse battery')).not.toBe(hash);
    expect(await isSecret('correct horse battery', hash)).toBe(true);
    expect(await isSecret('correct horse batterz', hash)).toBe(false);
  });
});
