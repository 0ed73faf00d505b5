import { describe, expect, it } from 'vitest';
import { backOff, container, decision, instance, labView, NOW, runningPod } from './fixtures';
import { exitWords, whyContainer } from './why';

const titles = (why: ReturnType<typeof whyContainer>) => why.chain.map(({ title }) => title.replaceAll('\u00a0', ' '));

describe('why', () => {
  it('a container in back-off: from the manifest over its death to the next attempt', () => {
    const waiting = backOff('crasher', 14_000);
    const pod = runningPod('crasher', { containers: [waiting], file: 'crasher.yaml' });
    const why = whyContainer(labView([pod]), pod, waiting, 'de', NOW);
    expect(why.question).toBe('Warum wartet crasher?');
    expect(why.summary[0]).toContain('diesmal sind es 40\u00a0s');
    expect(titles(why)).toEqual(['Soll: crasher läuft', 'Terminated, Exit-Code 1', 'Versuch 4 in 14 s']);
    expect(why.chain[0]?.detail).toBe('`restartPolicy: Always` in crasher.yaml');
    expect(why.box).toContain('trotzdem „Running“');
  });
  it('a healed one: who decided it, and that nothing is to be done', () => {
    const healed = container('nginx', 'running', 1, [
      instance(1, 'running'),
      instance(0, 'exited', { exitCode: 137, reason: 'Error', finishedAt: NOW }),
    ]);
    const pod = runningPod('nginx', { containers: [healed] });
    const start = decision(1, 'decided', 'StartContainer', {
      podUid: pod.uid,
      container: 'nginx',
      attempt: 1,
      because: { code: 'ContainerExited', facts: { container: 'nginx', restartPolicy: 'Always' } },
    });
    expect(titles(whyContainer(labView([pod], [start]), pod, healed, 'en', NOW))).toEqual([
      'Desired: nginx runs',
      'Error, exit code 137',
      'nginx is not running, so attempt 1 starts.',
      'Attempt 1 runs',
      'Nothing to do while it runs',
    ]);
  });
  it('quotes what the one that died has left, whatever the container does by now', () => {
    const message = 'exceeded its storage limit';
    const dead = instance(0, 'exited', { exitCode: 137, reason: 'Error', finishedAt: NOW, message });
    for (const again of [
      container('nginx', 'running', 1, [instance(1, 'running'), dead]),
      { ...backOff('nginx', 14_000), instances: [dead] },
    ]) {
      const pod = runningPod('nginx', { containers: [again] });
      expect(whyContainer(labView([pod]), pod, again, 'en', NOW).chain[1]?.detail).toContain(message);
    }
  });
  it('says what an exit code means', () => {
    expect(exitWords({ exitCode: 137, reason: 'Error' }, 'en')).toBe('137 = 128 + 9 (SIGKILL)');
    expect(exitWords({ exitCode: 137, reason: 'OOMKilled' }, 'de')).toContain('Speicherlimit');
    expect(exitWords({ exitCode: 3, reason: 'Error' }, 'de')).toBe('');
  });
});
