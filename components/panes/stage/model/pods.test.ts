import { describe, expect, it } from 'vitest';
import { stageTexts } from '@/lib/i18n/stage';
import { densityOf, groupPods } from './density';
import { backOff, container, instance, labView, NOW, runningPod } from './fixtures';
import { baseName, subjectName } from './names';
import { countInstances, isPlanned, isSettled, podMark, readyCount, sortedPods } from './pods';
import { roomName } from './room-name';

const long = { createdAt: NOW - 60_000, startedAt: NOW - 60_000 };
const quiet = (name: string) =>
  runningPod(name, { containers: [container(name, 'running', 0, [instance(0, 'running', long)])] });
const crashing = (name: string) => runningPod(name, { containers: [backOff(name, 5000)] });

describe('names', () => {
  it('drop the suffix that the kubelet appends', () => {
    expect(baseName('nginx-worker1', 'Worker1')).toBe('nginx');
    expect(baseName('nginx', 'worker1')).toBe('nginx');
    expect(baseName('-worker1', 'worker1')).toBe('-worker1');
  });
  it('name the pod where the container is called differently', () => {
    expect(subjectName('nginx', 'nginx')).toBe('nginx');
    expect(subjectName('sidecar', 'nginx')).toBe('sidecar (nginx)');
    expect(subjectName('POD', 'nginx')).toBe('nginx');
  });
});

describe('pods', () => {
  it('are planned until something of them is on the engine', () => {
    const { sandbox: _, ...wanted } = runningPod('a', { containers: [container('a', 'planned', 0, [])] });
    expect(isPlanned(wanted)).toBe(true);
    expect(isPlanned(runningPod('a'))).toBe(false);
  });
  it('are settled when they run or have finished for good', () => {
    expect(isSettled(runningPod('a'))).toBe(true);
    expect(isSettled(crashing('a'))).toBe(false);
    expect(isSettled(runningPod('a', { terminating: true }))).toBe(false);
    expect(
      isSettled(runningPod('a', { status: { phase: 'Failed' }, containers: [container('a', 'exited', 0, [])] })),
    ).toBe(true);
  });
  it('have no phase without a kubelet', () => {
    const { status: _, ...alone } = runningPod('a');
    expect(podMark(alone, stageTexts.de.actual).word).toBe('ohne Kubelet');
    expect(readyCount(alone)).toBe('1/1');
  });
  it('stand in the order of their names', () => {
    expect(
      sortedPods(labView([runningPod('web-10'), runningPod('web-2'), runningPod('api')])).map((pod) => pod.baseName),
    ).toEqual(['api', 'web-2', 'web-10']);
  });
  it('are counted with their pause containers and their dead', () => {
    const starting = runningPod('b', { containers: [container('b', 'starting', 1, [instance(0, 'exited')])] });
    expect(countInstances([runningPod('a'), starting])).toEqual({ running: 3, starting: 1, exited: 1 });
  });
  it('have a name for screen readers', () => {
    expect(roomName(runningPod('nginx'), stageTexts.de)).toBe(
      'Pod nginx-worker1, Running, 172.17.0.2. Container nginx, Versuch 0, Running, Ready.',
    );
  });
});

describe('density', () => {
  it.each([
    [0, 'one'],
    [1, 'one'],
    [2, 'two'],
    [3, 'dense'],
    [12, 'dense'],
    [13, 'compact'],
  ] as const)('%i rooms: %s', (rooms, density) => expect(densityOf(rooms)).toBe(density));

  it('puts what needs a look on top, by name, at most ten in full size', () => {
    const odd = Array.from({ length: 12 }, (_, n) => crashing(`c${String(n).padStart(2, '0')}`));
    const groups = groupPods([quiet('b'), ...odd.reverse(), quiet('a')], NOW);
    expect(groups.quiet).toEqual(['uid-a', 'uid-b']);
    expect(groups.odd).toEqual(Array.from({ length: 10 }, (_, n) => `uid-c0${n}`));
    expect(groups.oddSmall).toEqual(['uid-c10', 'uid-c11']);
  });
  it('keeps a pod in sight for ten seconds after its last change', () => {
    const fresh = runningPod('a', {
      containers: [container('a', 'running', 1, [instance(1, 'running', { startedAt: NOW - 9000 })])],
    });
    expect(groupPods([fresh], NOW).odd).toEqual(['uid-a']);
    expect(groupPods([fresh], NOW + 2000).quiet).toEqual(['uid-a']);
  });
});
