import { describe, expect, it } from 'vitest';
import type { DecisionView, KubeletView } from '@/lib/protocol/view';
import { decisionOnStage, HOLD_MS, litContainer, olderDecisions } from './decisions';
import { decision, labView, NOW } from './fixtures';

const record = (decisions: DecisionView[]) => labView([], decisions).decisions;
const kubelet = (more: Partial<KubeletView> = {}): KubeletView => ({ ...labView([]).kubelet, ...more });
const attending = kubelet({ phase: 'act', subject: 'uid-nginx' });

describe('the decision on stage', () => {
  const plan = [decision(1, 'decided', 'CreateSandbox', { container: '' }), decision(2, 'decided', 'StartContainer')];
  it('is the one being carried out, not the last of the plan', () => {
    expect(decisionOnStage(record(plan), attending, NOW)?.seq).toBe(1);
    expect(
      decisionOnStage(record([...plan, decision(3, 'done', 'CreateSandbox', { container: 'POD' })]), attending, NOW)
        ?.seq,
    ).toBe(2);
  });
  it('stays readable after it was done, and then leaves', () => {
    const done = record([decision(1, 'decided', 'StartContainer'), decision(2, 'done', 'StartContainer')]);
    expect(decisionOnStage(done, kubelet(), NOW + HOLD_MS - 1)?.seq).toBe(1);
    expect(decisionOnStage(done, kubelet(), NOW + HOLD_MS)).toBeUndefined();
  });
  it('stays as long as the kubelet is at it', () => {
    expect(decisionOnStage(record(plan), attending, NOW + 60_000)?.seq).toBe(1);
  });
  it('is not tidying up while something else was decided', () => {
    const both = [
      decision(1, 'decided', 'StartContainer'),
      decision(2, 'done', 'StartContainer'),
      decision(3, 'decided', 'RemoveContainer'),
      decision(4, 'done', 'RemoveContainer'),
    ];
    expect(decisionOnStage(record(both), kubelet(), NOW)?.seq).toBe(1);
  });
  it('gives way to a failure', () => {
    const failed = [...plan, decision(3, 'failed', 'CreateSandbox', { container: '' })];
    expect(decisionOnStage(record(failed), kubelet(), NOW + HOLD_MS)?.seq).toBe(3);
  });
  it('is never of an earlier kubelet, nor a wait', () => {
    expect(decisionOnStage(record(plan), kubelet({ ...attending, since: NOW + 1 }), NOW + HOLD_MS)).toBeUndefined();
    expect(decisionOnStage(record([decision(1, 'decided', 'Wait')]), attending, NOW)).toBeUndefined();
  });
});

describe('older decisions', () => {
  it('hold each thing once, newest first, as its last word', () => {
    const all = [
      decision(1, 'observed', 'ContainerDied'),
      decision(2, 'decided', 'StartContainer', { attempt: 1 }),
      decision(3, 'done', 'StartContainer', { attempt: 1 }),
      decision(4, 'observed', 'ContainerStarted', { attempt: 1 }),
    ];
    expect(olderDecisions(record(all), undefined, 5).map((d) => d.seq)).toEqual([3, 1]);
    expect(olderDecisions(record(all), all[2], 5).map((d) => d.seq)).toEqual([1]);
  });
  it('say what somebody else started', () => {
    expect(olderDecisions(record([decision(1, 'observed', 'ContainerStarted')]), undefined, 2)).toHaveLength(1);
  });
  it('keep only the last of a wait that is decided again and again', () => {
    const waits = [1, 2, 3].map((seq) => decision(seq, 'decided', 'Wait'));
    expect(olderDecisions(record(waits), undefined, 5).map((d) => d.seq)).toEqual([3]);
  });
});

describe('the light', () => {
  const start = record([decision(1, 'decided', 'StartContainer')]);
  it('falls on the container that is acted on', () =>
    expect(litContainer(start, attending, 'uid-nginx')).toBe('nginx'));
  it('falls on the foundation for a sandbox', () => {
    expect(
      litContainer(record([decision(1, 'decided', 'CreateSandbox', { container: '' })]), attending, 'uid-nginx'),
    ).toBe('POD');
  });
  it('falls on the room when nothing is decided yet', () => expect(litContainer({}, attending, 'uid-nginx')).toBe('*'));
  it('is off for others, when idle and without a kubelet', () => {
    expect(litContainer(start, attending, 'uid-other')).toBe('');
    expect(litContainer(start, kubelet({ subject: 'uid-nginx' }), 'uid-nginx')).toBe('');
    expect(litContainer(start, { ...attending, state: 'stopped' }, 'uid-nginx')).toBe('');
  });
});
