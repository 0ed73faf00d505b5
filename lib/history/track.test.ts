import { describe, expect, it } from 'vitest';
import type { ContainerView, DecisionView, InstanceView, LabView, PodView } from '@/lib/protocol/view';
import { createTrack } from './track';

const instance = (id: string, fields: Partial<InstanceView> = {}): InstanceView => ({
  id,
  attempt: 0,
  state: 'running',
  image: '',
  createdAt: 900,
  startedAt: 1000,
  finishedAt: null,
  exitCode: 0,
  reason: '',
  ...fields,
});
const crasher = (container: Partial<ContainerView>): PodView =>
  ({
    uid: 'u',
    name: 'crasher-worker1',
    containers: [{ name: 'crasher', state: 'running', attempt: 0, instances: [], ...container }],
  }) as unknown as PodView;
const view = (pods: PodView[], decisions: DecisionView[] = []): LabView =>
  ({
    pods: Object.fromEntries(pods.map((pod) => [pod.uid, pod])),
    decisions: Object.fromEntries(decisions.map((d) => [String(d.seq), d])),
  }) as unknown as LabView;
const decision = (seq: number, fields: Partial<DecisionView> = {}): DecisionView => ({
  seq,
  at: seq * 1000,
  kind: 'observed',
  podUid: 'u',
  podName: '',
  container: 'crasher',
  what: 'ContainerDied',
  facts: {},
  ...fields,
});

describe('track', () => {
  it('follows a container from its start to its end, and its wait to the next start', () => {
    const track = createTrack();
    const dead = instance('a', { state: 'exited', finishedAt: 3000, exitCode: 1, reason: 'Error' });
    track.take(view([crasher({ instances: [instance('a')] })]), 1100);
    track.take(view([crasher({ state: 'waiting', waitUntil: 13_000, waitMs: 10_000, instances: [dead] })]), 3100);
    track.take(view([crasher({ instances: [instance('b', { attempt: 1, startedAt: 13_050 }), dead] })]), 13_100);
    expect(track.data()).toMatchObject({
      from: 1100,
      lives: [
        { id: 'a', from: 1000, to: 3000, exitCode: 1, attempt: 0 },
        { id: 'b', from: 13_050, to: null, attempt: 1 },
      ],
      waits: [{ from: 3000, until: 13_000, ended: 13_000 }],
    });
  });
  it('ends what vanished without a word', () => {
    const track = createTrack();
    track.take(view([crasher({ instances: [instance('a')] })]), 1100);
    track.take(view([]), 5000);
    expect(track.data().lives).toMatchObject([{ id: 'a', to: 5000 }]);
  });
  it('goes on from what another one remembered', () => {
    const first = createTrack();
    first.take(view([crasher({ instances: [instance('a')] })], [decision(1)]), 1100);
    const next = createTrack(first.data());
    next.take(view([], [decision(1), decision(2, { facts: { exitCode: 137 } })]), 4000);
    expect(next.data()).toMatchObject({ from: 1100, lives: [{ id: 'a', to: 4000 }] });
    expect(next.data().moments.map(({ seq, bad }) => [seq, bad])).toEqual([
      [1, false],
      [2, true],
    ]);
  });
  it('says nothing new about a view that it knows', () => {
    const track = createTrack();
    const same = view([crasher({ instances: [instance('a')] })], [decision(1)]);
    track.take(same, 1100);
    const { version } = track;
    track.take({ ...same, pods: { ...same.pods } }, 1200);
    track.take(view([crasher({ instances: [instance('a')] })], [decision(1)]), 1300);
    expect(track.version).toBe(version);
  });
  it('forgets the oldest that is over, never what still runs', () => {
    const track = createTrack(undefined, { lives: 2, waits: 2, moments: 2 });
    const over = (id: string) => instance(id, { state: 'exited', finishedAt: 2000 });
    track.take(
      view([crasher({ instances: [instance('runs'), over('x'), over('y')] })], [decision(1), decision(2), decision(3)]),
      3000,
    );
    expect(track.data().lives.map(({ id }) => id)).toEqual(['runs', 'y']);
    expect(track.data().moments.map(({ seq }) => seq)).toEqual([2, 3]);
  });
});
