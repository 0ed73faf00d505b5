// Init containers through the whole kubelet: files in, containers out, time moved by hand.
import { describe, expect, it } from 'vitest';
import { givenTestLab, manifest, SECOND, until } from './kubelet-fixture';

const lab = givenTestLab();

interface Wish {
  inits: Record<string, string>;
  restartPolicy?: string;
}
/** The fixture's pod with init containers; each runs a script. */
const withInits = ({ inits, restartPolicy = 'Always' }: Wish): string => {
  const pod = JSON.parse(manifest({ restartPolicy }));
  pod.spec.initContainers = Object.entries(inits).map(([name, script]) => ({
    name,
    image: 'busybox:1.35',
    command: ['sh', '-c', script],
  }));
  return JSON.stringify(pod);
};

/** Names of app containers in the order of their creation. */
const created = (): string[] =>
  lab.engine
    .all()
    .map(({ name }) => name.split('_')[1] ?? '')
    .filter((name) => name !== 'POD');

describe('init containers', () => {
  it('run one after the other, and only then the rest', async () => {
    const node = await lab.startNode();
    await node.save('web.json', withInits({ inits: { first: 'sleep 5', second: 'sleep 5' } }));
    await until(() => expect(node.status()?.initContainerStatuses?.[0]?.state.running).toBeDefined());
    expect(created()).toEqual(['first']);
    await lab.clock.advance(5 * SECOND);
    await until(() => expect(created()).toEqual(['first', 'second']));
    expect(node.status()?.phase).toBe('Pending');
    await lab.clock.advance(5 * SECOND);
    await until(() => expect(node.status()?.phase).toBe('Running'));
    expect(created()).toEqual(['first', 'second', 'c']);
    const plans = node.events.flatMap((event) => (event.type === 'planned' ? event.actions : []));
    expect(plans.map(({ because }) => because.code)).toEqual([
      'NoSandbox',
      'InitContainersFirst',
      'InitContainerDone',
      'InitContainersDone',
    ]);
  });

  it('hold the pod back while one fails, with the back-off of every container', async () => {
    const node = await lab.startNode();
    await node.save('web.json', withInits({ inits: { first: 'exit 3' } }));
    const first = () => node.status()?.initContainerStatuses?.[0];
    await lab.due(() => expect(first()?.state.waiting?.reason).toBe('CrashLoopBackOff'));
    expect(first()?.restartCount).toBe(1);
    await lab.clock.advance(10 * SECOND);
    await lab.due(() => expect(first()).toMatchObject({ restartCount: 2, state: { waiting: {} } }));
    expect(created()).not.toContain('c');
  });

  it('end the pod with their failure where nothing may run twice', async () => {
    const node = await lab.startNode();
    await node.save('web.json', withInits({ inits: { first: 'exit 1', second: 'true' }, restartPolicy: 'Never' }));
    await lab.due(() => expect(node.status()?.phase).toBe('Failed'));
    await until(() => expect(node.containers('podsandbox')).toEqual(['web-node1_0 exited']));
    expect(created()).toEqual(['first']);
  });

  it('run again in a new sandbox, before anything else', async () => {
    const node = await lab.startNode();
    await node.save('web.json', withInits({ inits: { first: 'true' } }));
    await lab.due(() => expect(node.status()?.phase).toBe('Running'));
    const sandbox = lab.engine.all().find(({ name }) => name.startsWith('k8s_POD_'));
    lab.engine.kill(sandbox?.id ?? '');
    await lab.due(() => expect(node.status()?.initContainerStatuses?.[0]?.restartCount).toBe(1));
    await lab.due(() => expect(node.container()).toMatchObject({ restartCount: 1, ready: true }));
  });
});
