// Probes in a whole kubelet, on the memory engine and a clock that only the test moves.
import { describe, expect, it } from 'vitest';
import { givenTestLab, manifest, SECOND, type TestNode, until } from '../kubelet-fixture';

const lab = givenTestLab();
const cat = { exec: { command: ['cat', '/tmp/healthy'] } };

interface Wish {
  script?: string;
  restartPolicy?: string;
  probes: Record<string, unknown>;
}

async function run({ script = 'sleep 100000', restartPolicy = 'Always', probes }: Wish): Promise<TestNode> {
  const node = await lab.startNode();
  const pod = JSON.parse(manifest({ script, restartPolicy, grace: 0 }));
  Object.assign(pod.spec.containers[0], probes);
  await node.save('web.json', JSON.stringify(pod));
  await until(() => expect(node.container()?.state.running).toBeDefined());
  return node;
}

/** Second by second, so that what a tick sets off is done before the next. */
async function pass(seconds: number): Promise<void> {
  for (let i = 0; i < seconds; i++) await lab.clock.advance(SECOND);
}

const events = (node: TestNode) =>
  node.events.flatMap((event) => (event.type === 'event' ? [`${event.reason}: ${event.message}`] : []));
const conditions = (node: TestNode) =>
  node.status()?.conditions?.flatMap(({ type, status }) => (status === 'True' ? [type] : []));

describe('readiness', () => {
  it('comes and goes with the answer, in the status at once, and restarts nothing', async () => {
    const node = await run({
      script: 'sleep 5; touch /tmp/healthy; sleep 10; rm /tmp/healthy; sleep 1000',
      probes: { readinessProbe: { ...cat, periodSeconds: 1, failureThreshold: 2 } },
    });
    expect(node.container()).toMatchObject({ started: true, ready: false });
    expect(conditions(node)).toEqual(['Initialized', 'PodScheduled']);
    await pass(7);
    await until(() => expect(node.container()?.ready).toBe(true));
    expect(conditions(node)).toEqual(['Initialized', 'Ready', 'ContainersReady', 'PodScheduled']);
    await pass(12);
    await until(() => expect(node.container()?.ready).toBe(false));
    expect(node.container()?.restartCount).toBe(0);
    expect(events(node)).toContain(
      "Unhealthy: Readiness probe failed: cat: can't open '/tmp/healthy': No such file or directory\n",
    );
  });
});

describe('liveness', () => {
  it('that fails kills and starts anew, and the decision says why', async () => {
    const node = await run({
      script: 'touch /tmp/healthy; sleep 6; rm /tmp/healthy; sleep 1000',
      probes: { livenessProbe: { ...cat, periodSeconds: 2, failureThreshold: 3 } },
    });
    await pass(15);
    await until(() => expect(node.container()).toMatchObject({ restartCount: 1, ready: true }));
    expect(events(node)).toContain('Killing: Container c failed liveness probe, will be restarted');
    const planned = node.events.flatMap((event) => (event.type === 'planned' ? event.actions : []));
    expect(planned.find(({ kind }) => kind === 'KillContainer')?.because).toEqual({
      code: 'LivenessFailed',
      facts: {
        container: 'c',
        failures: 3,
        output: "cat: can't open '/tmp/healthy': No such file or directory\n",
        restartPolicy: 'Always',
      },
    });
    expect(node.log()).toContain('SyncLoop (container unhealthy): "web-node1_default(');
  });

  it('under Never ends the pod', async () => {
    const node = await run({
      restartPolicy: 'Never',
      probes: { livenessProbe: { ...cat, periodSeconds: 1, failureThreshold: 1 } },
    });
    await pass(6);
    await until(() => expect(node.status()?.phase).toBe('Failed'));
    expect(node.containers()).toEqual(['web-node1_0 exited']);
  });

  it('over http asks the pod’s address, by the name of a port', async () => {
    const node = await run({
      script: 'echo ok > /www/healthz; sleep 3; httpd -f -p 8080 -h /www',
      probes: {
        ports: [{ name: 'http', containerPort: 8080 }],
        readinessProbe: { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 1 },
      },
    });
    await pass(2);
    await until(() =>
      expect(events(node).join()).toMatch(/Get "http:\/\/172.17.0.2:8080\/healthz": dial tcp .* connection refused/),
    );
    await pass(4);
    await until(() => expect(node.container()?.ready).toBe(true));
  });

  it('that cannot be asked says so, and counts for nothing', async () => {
    const node = await run({
      probes: { livenessProbe: { tcpSocket: { port: 'nosuch' }, periodSeconds: 1, failureThreshold: 1 } },
    });
    await pass(4);
    const errored = 'Unhealthy: Liveness probe errored: strconv.Atoi: parsing "nosuch": invalid syntax';
    await until(() => expect(events(node)).toContain(errored));
    expect(node.container()?.restartCount).toBe(0);
  });
});

describe('startup', () => {
  it('holds the others off until it has succeeded once', async () => {
    const node = await run({
      script: 'sleep 6; touch /tmp/healthy; sleep 1000',
      probes: {
        startupProbe: { ...cat, periodSeconds: 1, failureThreshold: 30 },
        livenessProbe: { ...cat, periodSeconds: 1, failureThreshold: 1 },
      },
    });
    await pass(4);
    expect(node.container()).toMatchObject({ started: false, ready: false, restartCount: 0 });
    await pass(4);
    await until(() => expect(node.container()).toMatchObject({ started: true, ready: true }));
    await pass(4);
    expect(node.container()?.restartCount).toBe(0);
    expect(events(node).filter((event) => event.includes('Liveness'))).toEqual([]);
  });

  it('that fails kills the container', async () => {
    const node = await run({ probes: { startupProbe: { ...cat, periodSeconds: 1, failureThreshold: 2 } } });
    await pass(6);
    await until(() => expect(node.container()?.restartCount).toBeGreaterThan(0));
    expect(events(node)).toContain('Killing: Container c failed startup probe, will be restarted');
  });
});

describe('a paused loop', () => {
  it('goes on being probed: readiness shows, and what liveness asks for waits', async () => {
    const node = await run({
      script: 'touch /tmp/healthy; sleep 6; rm /tmp/healthy; sleep 1000',
      probes: {
        readinessProbe: { ...cat, periodSeconds: 1, failureThreshold: 1 },
        livenessProbe: { ...cat, periodSeconds: 1, failureThreshold: 1 },
      },
    });
    await pass(3);
    await until(() => expect(node.container()?.ready).toBe(true));
    node.kubelet.loop.pause();
    await pass(8);
    await until(() => expect(node.container()?.ready).toBe(false));
    expect(events(node).join()).not.toContain('Killing');
    expect(Object.values(node.kubelet.loop.state().held)).toMatchObject([{ cause: 'Probe', step: 'observe' }]);
    node.kubelet.loop.resume();
    await pass(4);
    await until(() => expect(node.container()?.restartCount).toBe(1));
  });
});

describe('the end', () => {
  it('a removed pod is asked no more', async () => {
    const node = await run({ probes: { readinessProbe: { ...cat, periodSeconds: 1 } } });
    await pass(2);
    await node.remove('web.json');
    await until(() => expect(node.count('podRemoved')).toBe(1));
    const before = events(node).filter((event) => event.startsWith('Unhealthy')).length;
    await pass(5);
    expect(events(node).filter((event) => event.startsWith('Unhealthy'))).toHaveLength(before);
  });
});
