import { describe, expect, it } from 'vitest';
import type { LabView } from '@/lib/protocol/view';
import { engineChanged } from './engine-state';
import { because, lab, POD, start } from './lab-fixture';

describe('the light', () => {
  const phase = (podUid: string, now: 'observe' | 'compare' | 'act' | 'idle') =>
    ({ type: 'phase', podUid, phase: now }) as const;
  const light = (node: ReturnType<typeof lab>) => {
    const { subject, phase: now } = node.view().kubelet;
    return `${subject} ${now}`;
  };

  it('stays with one pod while there is work on it, then goes to the next', () => {
    const node = lab().runKubelet().say(phase('a', 'observe')).say(phase('b', 'act'));
    expect(light(node)).toBe('a observe');
    expect(light(node.say(phase('a', 'compare')))).toBe('a compare');
    expect(light(node.say(phase('c', 'observe')).say(phase('a', 'idle')))).toBe('b act');
    expect(light(node.say({ type: 'podForgotten', podUid: 'b' }))).toBe('c observe');
    expect(light(node.say({ type: 'runtime', up: false }))).toBe(' idle');
  });
});

describe('the node', () => {
  it('is ready only with a kubelet and an engine', () => {
    const node = lab().engine();
    expect(node.view().node).toEqual({ name: 'worker1', ready: false, reason: 'NodeStatusUnknown' });
    expect(node.runKubelet().view().node).toMatchObject({ ready: true, reason: 'KubeletReady' });
    node.change((s) => engineChanged(s, { state: 'unavailable', version: '20', message: 'refused' }, 70));
    expect(node.view()).toMatchObject({
      node: { ready: false, reason: 'KubeletNotReady' },
      engine: { state: 'unavailable', since: 70 },
    });
    expect(node.endKubelet(255).view().kubelet).toMatchObject({ state: 'failed', exit: { code: 255 } });
  });

  it('keeps the newest sixty decisions in order', () => {
    const node = lab().desire();
    for (let n = 0; n < 70; n += 1)
      node.say({ type: 'acted', ...POD, action: start(n), ...(n % 2 ? { error: 'no' } : { containerId: 'c' }) });
    const decisions: LabView['decisions'] = node.view().decisions;
    expect(Object.keys(decisions)).toHaveLength(60);
    expect(Object.values(decisions).at(-1)).toMatchObject({
      seq: 70,
      kind: 'failed',
      what: 'StartContainer',
      attempt: 69,
      facts: { error: 'no' },
      because,
    });
  });
});
