// A file from anybody: what is refused and why, and that a good one comes back whole.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRecording } from '@/lib/history/read-recording';
import { joinReels, RECORDING_LIMITS, type Recording } from '@/lib/history/recording';
import { createProjector } from '@/lib/history/reel';
import { NOW, runningPod, labView as view } from './fixtures';

const pause = async () => {};
const good = (): Recording => {
  const start = { at: NOW, view: view([runningPod('nginx')]) };
  const frames = [
    { at: NOW + 10, ops: [{ op: 'set' as const, path: ['pods', 'uid-nginx', 'ip'], value: '172.17.0.9' }] },
    { at: NOW + 20, ops: [{ op: 'unset' as const, path: ['pods', 'uid-nginx'] }] },
  ];
  const recording = joinReels([{ start, frames }], NOW + 30);
  if (!recording) throw new Error('no recording');
  return recording;
};
const read = (value: unknown) => readRecording(JSON.stringify(value), pause);
const refusal = async (value: unknown) => {
  const result = await read(value);
  return result.ok ? 'played' : result.refusal;
};
const frames = (...list: unknown[]) => ({ ...good(), frames: list });
const set = (path: unknown, value: unknown, at: unknown = NOW + 5) => ({ at, ops: [{ op: 'set', path, value }] });

describe('a recording', () => {
  it('comes back as it was written', async () => {
    const result = await read(good());
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    const { viewAt } = createProjector(result.recording);
    expect([NOW, NOW + 15, NOW + 25].map((at) => viewAt(at).pods['uid-nginx']?.ip)).toEqual([
      '172.17.0.2',
      '172.17.0.9',
      undefined,
    ]);
  });
  it('is refused with a reason', async () => {
    expect(await readRecording('{"format', pause)).toEqual({ ok: false, refusal: { code: 'notJson' } });
    expect(await refusal([1, 2])).toEqual({ code: 'notRecording' });
    expect(await refusal({ format: 'else' })).toEqual({ code: 'notRecording' });
    expect(await refusal({ ...good(), version: 2 })).toEqual({ code: 'newer', version: 2 });
    expect(await refusal({ ...good(), start: { at: NOW } })).toEqual({ code: 'broken', where: 'start.view' });
    expect(await refusal({ ...good(), frames: Array(RECORDING_LIMITS.frames + 1).fill(0) })).toEqual({
      code: 'tooMany',
      what: 'frames',
    });
  });
  it.each<[string, unknown, string]>([
    ['a frame that is none', 'x', 'frames.0'],
    ['time that runs backwards', set(['node', 'ready'], true, NOW - 1), 'frames.0.at'],
    ['a time that no clock can show', set(['engine', 'since'], 1e300), 'frames.0.engine.since'],
    ['a pod without containers', set(['pods', 'x'], { uid: 'x' }), 'frames.0.pods.x.name'],
    [
      'a state that is none',
      set(['pods', 'uid-nginx', 'containers'], [{ state: 'dancing' }]),
      'frames.0.pods.uid-nginx.containers.0.name',
    ],
    ['all pods replaced at once', set(['pods'], {}), 'frames.0.pods'],
    ['commands that somebody typed', set(['commands', '1'], { line: 'x' }), 'frames.0.commands'],
    ['a section of its own', set(['__proto__', 'polluted'], true), 'frames.0.__proto__'],
    ['no path at all', set([], {}), 'frames.0'],
  ])('is refused with %s', async (_name, frame, where) => {
    expect(await refusal(frames(frame))).toEqual({ code: 'broken', where });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
  it('is refused with more pods than a stage can hold', async () => {
    const ops = Array.from({ length: RECORDING_LIMITS.pods + 1 }, (_, i) => ({
      op: 'set',
      path: ['pods', `u${i}`],
      value: runningPod(`p${i}`),
    }));
    expect(await refusal(frames({ at: NOW + 1, ops }))).toEqual({ code: 'tooMany', what: 'pods' });
  });
  it('lets the page draw while it is read', async () => {
    let pauses = 0;
    let clock = 0;
    const many = Array.from({ length: 50 }, (_, i) => set(['node', 'ready'], i % 2 === 0, NOW + i));
    await readRecording(
      JSON.stringify(frames(...many)),
      async () => {
        pauses += 1;
      },
      () => {
        clock += 10;
        return clock;
      },
    );
    expect(pauses).toBeGreaterThan(5);
  });
});

it('the recording that comes with the pages is a good one, and tells of nobody’s machine', async () => {
  const file = new URL('../recordings/self-healing.kulissen.json', import.meta.url);
  const text = readFileSync(file, 'utf8');
  expect(await readRecording(text, pause)).toMatchObject({ ok: true });
  expect(text).not.toMatch(/\/tmp\/|\/root\//);
});
