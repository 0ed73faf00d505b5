// Pods that the node does not take, through the whole kubelet.
import { describe, expect, it } from 'vitest';
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
