// Pods that the node does not take, through the whole kubelet.
import { describe, expect, it } from 'vitest';
import { workshopPodSecurity } from '@/server/workshop';
import { givenTestLab, manifest, until } from './kubelet-fixture';

const lab = givenTestLab();

const withPort = (name: string): string => {
  const pod = JSON.parse(manifest({ name }));
  pod.spec.containers[0].ports = [{ containerPort: 80, hostPort: 8080 }];
  return JSON.stringify(pod);
};

describe('admission', () => {
  it('refuses the second of two pods with one host port for good, and starts nothing of it', async () => {
    const node = await lab.startNode();
    await node.save('a.json', withPort('a'));
    await until(() => expect(node.status()?.phase).toBe('Running'));
    await node.save('b.json', withPort('b'));
    const refused = () => node.kubelet.pods().find(({ metadata }) => metadata.name === 'b-node1')?.status;
    await until(() => expect(refused()?.phase).toBe('Failed'));
    expect(Object.keys(refused() ?? {})).toEqual(['phase', 'message', 'reason', 'startTime']);
    expect(refused()).toMatchObject({ reason: 'NodePorts', message: 'Pod Predicate NodePorts failed' });
    const events = node.events.filter((event) => event.type === 'event' && event.podName === 'b-node1');
    expect(events).toEqual([
      expect.objectContaining({ eventType: 'Warning', reason: 'NodePorts', message: 'Predicate NodePorts failed' }),
    ]);
    await node.remove('a.json');
    await until(() => expect(node.containers()).toEqual(['a-node1_0 exited']));
    expect(refused()?.phase).toBe('Failed');
  });

  it('gives the port to who comes after the one that had it', async () => {
    const node = await lab.startNode();
    await node.save('a.json', withPort('a'));
    await until(() => expect(node.status()?.phase).toBe('Running'));
    await node.remove('a.json');
    await until(() => expect(node.kubelet.pods()).toEqual([]));
    await node.save('b.json', withPort('b'));
    await until(() => expect(node.status()?.phase).toBe('Running'));
  });
});

describe('a pod-security profile', () => {
  it('keeps a pod of a file out, with the rule in the log and nothing started', async () => {
    const podSecurity = {
      ...workshopPodSecurity({ containersPerPod: 2 }, '/seat/home'),
      images: ['busybox:1.35', 'nginx:latest'],
    };
    const node = await lab.startNode({ config: { podSecurity } });
    const pod = JSON.parse(manifest({ name: 'a' }));
    pod.spec.containers[0].image = 'busybox:1.35';
    pod.spec.hostNetwork = true;
    await node.save('a.json', JSON.stringify(pod));
    await until(() => expect(node.log()).toContain('violates PodSecurity'));
    expect(node.log()).toMatch(
      /can't process config file .*a\.json.*pods .*a-node1.* is forbidden: violates PodSecurity .*workshop.*: host namespaces \(hostNetwork=true\)/,
    );
    expect(node.events).toContainEqual(
      expect.objectContaining({
        type: 'manifestRead',
        state: 'rejected',
        problems: [
          expect.objectContaining({ code: 'PodSecurity', facts: expect.objectContaining({ rule: 'host namespaces' }) }),
        ],
      }),
    );
    expect(node.containers('podsandbox')).toEqual([]);
    delete pod.spec.hostNetwork;
    await node.save('a.json', JSON.stringify(pod));
    await until(() => expect(node.status()?.phase).toBe('Running'));
  });
});
