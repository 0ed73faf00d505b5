import { describe, expect, it } from 'vitest';
import { stageTexts } from '@/lib/i18n/stage';
import { containerMark, deadInstance, runningId, waitLeft } from './containers';
import { backOff, container, instance, NOW } from './fixtures';

const { word } = stageTexts.de;

describe('containerMark', () => {
  it.each([
    [container('a', 'running', 0, [], { ready: true }), 'running', 'Running, Ready'],
    [container('a', 'running', 0, [], { ready: false }), 'running', 'Running'],
    [container('a', 'starting', 1, []), 'pending', 'startet'],
    [container('a', 'waiting', 0, [], { reason: 'ContainerCreating' }), 'pending', 'ContainerCreating'],
    [backOff('a', 1000), 'waiting', 'CrashLoopBackOff'],
    [container('a', 'waiting', 0, [], { reason: 'ErrImagePull' }), 'waiting', 'ErrImagePull'],
    [
      container('a', 'exited', 0, [instance(0, 'exited', { exitCode: 137 })], { reason: 'Error' }),
      'failed',
      'Terminated, 137',
    ],
    [
      container('a', 'exited', 0, [instance(0, 'exited', { exitCode: 137 })], { reason: 'OOMKilled' }),
      'failed',
      'OOMKilled, 137',
    ],
    [container('a', 'exited', 0, [instance(0, 'exited')], { reason: 'Completed' }), 'succeeded', 'Completed'],
    [container('a', 'terminating', 0, []), 'terminating', 'Terminating'],
    [container('a', 'planned', 0, []), 'desired', 'nur gewünscht'],
  ])('%#', (view, state, text) => {
    expect(containerMark(view, word)).toMatchObject({ state, word: text });
  });
});

describe('the dead line', () => {
  it('speaks of the predecessor of what runs', () => {
    expect(deadInstance(container('a', 'running', 1, [instance(1, 'running'), instance(0, 'exited')]))?.attempt).toBe(
      0,
    );
  });
  it('speaks of the instance that a waiting container had', () => {
    expect(deadInstance(backOff('a', 1000))?.attempt).toBe(3);
  });
  it('does not repeat what the block already says', () => {
    expect(deadInstance(container('a', 'exited', 0, [instance(0, 'exited')]))).toBeUndefined();
  });
});

it('a kill is aimed at what runs, and at nothing else', () => {
  expect(runningId(container('a', 'running', 1, [instance(1, 'running'), instance(0, 'exited')]))).toBe(
    instance(1, 'running').id,
  );
  expect(runningId(backOff('a', 1000))).toBeUndefined();
});

describe('waitLeft', () => {
  it('counts from the end of the wait', () => expect(waitLeft(backOff('a', 14_000), NOW)).toBe(14_000));
  it('never exceeds the window when the clock lags', () =>
    expect(waitLeft(backOff('a', 40_000), NOW - 900)).toBe(40_000));
  it('never goes below zero', () => expect(waitLeft(backOff('a', 14_000), NOW + 20_000)).toBe(0));
});
