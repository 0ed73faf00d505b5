import { describe, expect, it } from 'vitest';
import { LAB_LABEL, NODE_LABEL } from '@/server/kubelet/runtime-service';
import { podLabels } from './contract/pods';
import { owns, podPartOf } from './identity';

const pod = { podUid: 'u1', podName: 'nginx-worker1', podNamespace: 'default' };

describe('podPartOf', () => {
  it.each([
    ['k8s_POD_nginx-worker1_default_u1_3', 3],
    ['k8s_POD_nginx-worker1_default_u1_3_0badcafe', 3],
    ['renamed-by-hand', 0],
  ])('takes the attempt of a sandbox from its name: %s', (name, attempt) => {
    expect(podPartOf('id', name, podLabels(pod, 'podsandbox', 'POD'))).toMatchObject({
      kind: 'sandbox',
      attempt,
      ...pod,
    });
  });

  it('takes the attempt of a container from its label, then from its name', () => {
    const labels = podLabels(pod, 'container', 'c');
    const name = 'k8s_c_nginx-worker1_default_u1_2';
    const counted = { ...labels, 'annotation.io.kubernetes.container.restartCount': '7' };
    expect(podPartOf('id', name, counted)?.attempt).toBe(7);
    expect(podPartOf('id', name, labels)?.attempt).toBe(2);
  });

  it('knows no part for what says no pod or no kind', () => {
    expect(podPartOf('id', 'x', {})).toBeNull();
    expect(
      podPartOf('id', 'x', { ...podLabels(pod, 'container', 'c'), 'io.kubernetes.docker.type': 'other' }),
    ).toBeNull();
  });
});

describe('owns', () => {
  const ownership = { lab: 'l', node: 'n' };
  it.each([
    [{ [LAB_LABEL]: 'l', [NODE_LABEL]: 'n' }, true],
    [{ [LAB_LABEL]: 'l' }, false],
    [{ [NODE_LABEL]: 'n' }, false],
    [{ [LAB_LABEL]: 'x', [NODE_LABEL]: 'n' }, false],
    [{ [LAB_LABEL]: 'l', [NODE_LABEL]: 'x' }, false],
    [null, false],
  ])('%o → %s', (labels, expected) => {
    expect(owns(ownership, labels)).toBe(expected);
  });
});
