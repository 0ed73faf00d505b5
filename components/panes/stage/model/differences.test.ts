import { describe, expect, it } from 'vitest';
import { differences } from './differences';
import { container, instance, runningPod, labView as view } from './fixtures';

const running = runningPod('nginx', { containers: [container('nginx', 'running', 0, [instance(0, 'running')])] });

describe('differences', () => {
  it('are none between a view and itself', () => {
    expect(differences(view([running]), view([running]), 'en')).toEqual([]);
  });
  it('name what came, went and became something else', () => {
    const healed = {
      ...running,
      containers: [container('nginx', 'running', 1, [instance(1, 'running'), instance(0, 'exited')])],
    };
    const before = view([running, runningPod('old')]);
    const after = view([healed, runningPod('new')]);
    expect(differences(before, after, 'en')).toEqual([
      'Pod **old-worker1** has gone.',
      'Pod **new-worker1** has come.',
      'Container **nginx**: attempt\u00a00 → 1.',
    ]);
  });
  it('tell of a kubelet that ended', () => {
    const before = view([running]);
    const after = { ...before, kubelet: { ...before.kubelet, state: 'stopped' as const } };
    expect(differences(before, after, 'de')).toEqual(['Kubelet: läuft → gestoppt.']);
  });
});
