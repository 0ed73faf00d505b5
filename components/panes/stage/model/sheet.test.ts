import { describe, expect, it } from 'vitest';
import type { LabView } from '@/lib/protocol/view';
import { announcement, countdownAnnouncement } from './announce';
import { backOff, container, decision, labView, NOW, runningPod } from './fixtures';
import { kubeletSheet, START_COMMAND } from './sheet';
import { logLine } from './told';

const says = (view: LabView) => {
  const { sentence, reason } = kubeletSheet(view, 'de', NOW);
  return [sentence, reason];
};
const crasher = (left: number) => runningPod('crasher', { containers: [backOff('crasher', left)] });
const exited = {
  attempt: 1,
  because: { code: 'ContainerExited' as const, facts: { container: 'nginx', restartPolicy: 'Always', exitCode: 137 } },
};

describe('the sheet', () => {
  it('agrees when nothing is to do', () => {
    expect(says(labView([runningPod('nginx')]))).toEqual([
      'Soll und Ist stimmen überein.',
      'nginx läuft: nichts zu tun.',
    ]);
    expect(says(labView([]))[0]).toBe('Soll und Ist stimmen überein.');
  });
  it('speaks of the decision that is being carried out', () => {
    const view = labView([runningPod('nginx')], [decision(1, 'decided', 'StartContainer', exited)]);
    expect(says(view)).toEqual([
      'nginx läuft nicht, also startet Versuch\u00a01.',
      '`restartPolicy: Always`. Der erste Neustart kommt ohne Wartezeit.',
    ]);
  });
  it('counts a wait down, and says when it is over', () => {
    expect(says(labView([runningPod('nginx'), runningPod('cache'), crasher(8000)]))).toEqual([
      'cache und nginx laufen: nichts zu tun.',
      'crasher wartet noch 8\u00a0s, dann startet Versuch\u00a04.',
    ]);
    expect(says(labView([crasher(-1)]))[0]).toBe(
      'crasher hat seine Wartezeit hinter sich, gleich startet Versuch\u00a04.',
    );
  });
  it('gives the reason why a pod ends', () => {
    const ending = runningPod('nginx', { desired: false, terminating: true, killAt: NOW + 21_000 });
    const why = decision(1, 'decided', 'KillContainer', {
      at: NOW - 9000,
      because: { code: 'ManifestGone', facts: {} },
    });
    expect(says(labView([ending], [why, decision(2, 'done', 'KillContainer', { at: NOW - 8000 })]))).toEqual([
      'nginx endet, Frist noch 21\u00a0s.',
      'Was niemand mehr verlangt, läuft nicht weiter. Jeder Container bekommt seine Frist.',
    ]);
  });
  it('quotes the engine when an action failed', () => {
    const failed = decision(1, 'failed', 'StartContainer', { facts: { error: 'no such file' } });
    expect(kubeletSheet(labView([runningPod('nginx')], [failed]), 'en', NOW)).toMatchObject({
      sentence: 'nginx could not be started.',
      reason: 'no such file',
      quoted: true,
    });
  });
  it('decides nothing while the engine is gone', () => {
    const view = labView([runningPod('nginx')], [decision(1, 'decided', 'StartContainer', exited)]);
    expect(says({ ...view, engine: { ...view.engine, state: 'unavailable' } })[0]).toBe(
      'Der Kubelet wartet auf die Docker Engine.',
    );
  });
  it('says how to start a kubelet, and what its end was', () => {
    const view = labView([]);
    expect(kubeletSheet({ ...view, kubelet: { ...view.kubelet, state: 'stopped' } }, 'de', NOW).command).toBe(
      START_COMMAND,
    );
    const failed = {
      ...view.kubelet,
      state: 'failed' as const,
      exit: { code: 255, message: 'address already in use' },
    };
    expect(kubeletSheet({ ...view, kubelet: failed }, 'de', NOW)).toMatchObject({
      sentence: 'Der Kubelet ist mit Exit-Code\u00a0255 geendet.',
      reason: 'address already in use',
      quoted: true,
    });
  });
  it('never is without a sentence, whatever the pods do', () => {
    for (const state of [
      'planned',
      'waiting',
      'starting',
      'created',
      'running',
      'exited',
      'terminating',
      'unknown',
    ] as const) {
      for (const desired of [true, false]) {
        const view = labView([runningPod('nginx', { desired, containers: [container('nginx', state, 0, [])] })]);
        expect(says(view)[0]).toMatch(/\.$/);
      }
    }
  });
});

describe('lines of older decisions', () => {
  it('name the thing and what was seen', () => {
    const died = decision(1, 'observed', 'ContainerDied', { facts: { exitCode: 137 } });
    expect(logLine(died, 'worker1', 'de', NOW)).toEqual({
      subject: 'nginx',
      text: 'beendet vorgefunden, Exit-Code\u00a0137',
    });
    expect(logLine({ ...died, container: 'POD' }, 'worker1', 'de', NOW)?.subject).toBe('pause (nginx)');
    const rejected = decision(2, 'observed', 'ManifestRejected', {
      podName: '',
      container: '',
      facts: { file: 'a.yaml', line: 4 },
    });
    expect(logLine(rejected, 'worker1', 'en', NOW)).toEqual({
      subject: 'a.yaml',
      text: 'rejected, error in line\u00a04',
    });
  });
  it('leave out what they do not know', () =>
    expect(logLine(decision(1, 'done', 'Dance'), 'worker1', 'de', NOW)).toBeNull());
});

describe('announcements', () => {
  const before = labView(
    [runningPod('nginx')],
    [decision(1, 'observed', 'ContainerDied', { facts: { exitCode: 137 } })],
  );
  const then = (...more: Parameters<typeof decision>[]) =>
    labView([runningPod('nginx')], [...Object.values(before.decisions), ...more.map((each) => decision(...each))]);
  it('tell the newest change worth hearing', () => {
    expect(announcement(labView([]), before, 'de')).toBe('nginx beendet, Exit-Code 137.');
    expect(announcement(before, then([2, 'decided', 'StartContainer', { attempt: 1 }]), 'de')).toBe(
      'Kubelet startet nginx, Versuch 1.',
    );
    const started = then(
      [2, 'decided', 'StartContainer', { attempt: 1 }],
      [3, 'observed', 'ContainerStarted'],
      [4, 'done', 'RemoveContainer'],
    );
    expect(announcement(before, started, 'en')).toBe('nginx is running.');
  });
  it('are silent at the first picture and when nothing is new', () => {
    expect(announcement(null, before, 'de')).toBe('');
    expect(announcement(before, { ...before, decisions: { ...before.decisions } }, 'de')).toBe('');
  });
  it('say a wait once, however often it is decided', () => {
    const wait = { because: { code: 'BackOff' as const, facts: { windowMs: 40_000, until: NOW + 40_000 } } };
    const first = then([2, 'decided', 'Wait', wait]);
    expect(announcement(before, first, 'de')).toBe('nginx wartet 40\u00a0s.');
    expect(announcement(first, then([2, 'decided', 'Wait', wait], [3, 'decided', 'Wait', wait]), 'de')).toBe('');
  });
  it('tell of the engine and of the kubelet', () => {
    const gone = { ...before, engine: { ...before.engine, state: 'unavailable' as const } };
    expect(announcement(before, gone, 'de')).toBe('Die Docker Engine antwortet nicht.');
    expect(announcement(before, { ...before, kubelet: { ...before.kubelet, state: 'stopped' } }, 'de')).toBe(
      'Kubelet gestoppt.',
    );
  });
  it('tell a countdown at five seconds only', () => {
    expect(countdownAnnouncement(labView([crasher(5000)]), 'de', NOW)).toBe('crasher startet in 5\u00a0s.');
    expect(countdownAnnouncement(labView([crasher(6000)]), 'de', NOW)).toBe('');
  });
});
