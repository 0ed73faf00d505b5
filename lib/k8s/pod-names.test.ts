import { describe, expect, it } from 'vitest';
import { dockerName, parseDockerName, podDescriptor, podFullName, podHostname, staticPodName } from './pod-names';
import type { Pod } from './types';

const UID = '71eb745da9cff1f6dc68260a8554b597';
const pod = (name: string, hostname?: string): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', uid: UID },
  spec: { containers: [], ...(hostname !== undefined && { hostname }) },
});

describe('names', () => {
  it('of containers are built and read', () => {
    const parts = { container: 'nginx', podName: 'nginx-worker1', namespace: 'default', uid: UID, attempt: 3 };
    const name = `k8s_nginx_nginx-worker1_default_${UID}_3`;
    expect(dockerName(parts)).toBe(name);
    expect(parseDockerName(name)).toEqual(parts);
    expect(parseDockerName(`/${name}_0a1b2c3d`)).toEqual(parts);
  });

  it.each(['web', '/my_own_container', 'k8s_a_b_c_d', 'k8s_a_b_c_d_e', 'x8s_a_b_c_d_0'])('%s is none of ours', (name) =>
    expect(parseDockerName(name)).toBeNull(),
  );

  it('of pods', () => {
    expect(staticPodName('web', 'Node1')).toBe('web-node1');
    expect(podFullName(pod('web-node1'))).toBe('web-node1_default');
    expect(podDescriptor(pod('web-node1'))).toBe(`web-node1_default(${UID})`);
  });

  it.each([
    ['short', undefined, 'short'],
    ['short', 'other', 'other'],
    ['x'.repeat(70), undefined, 'x'.repeat(63)],
    [`${'x'.repeat(61)}-.y`, undefined, 'x'.repeat(61)],
  ])('of hosts: %s %s', (name, hostname, expected) => expect(podHostname(pod(name, hostname))).toBe(expected));
});
