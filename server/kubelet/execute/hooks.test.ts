// Lifecycle hooks in a whole kubelet, on the memory engine and a clock that only the test moves.
import { describe, expect, it } from 'vitest';
import { DEAF, givenTestLab, manifest, SECOND, type TestNode, until } from '../kubelet-fixture';

const lab = givenTestLab();
const sh = (script: string) => ({ exec: { command: ['sh', '-c', script] } });

interface Wish {
  script?: string;
  restartPolicy?: string;
  grace?: number;
  lifecycle: Record<string, unknown>;
}

async function save({ lifecycle, ...wish }: Wish): Promise<TestNode> {
  const node = await lab.startNode();
  const pod = JSON.parse(manifest(wish));
  Object.assign(pod.spec.containers[0], { lifecycle });
  await node.save('web.json', JSON.stringify(pod));
  return node;
}

async function pass(seconds: number): Promise<void> {
  for (let i = 0; i < seconds; i++) await lab.clock.advance(SECOND);
}

const events = (node: TestNode) =>
  node.events.flatMap((event) => (event.type === 'event' ? [`${event.reason}: ${event.message}`] : []));
const happened = (node: TestNode, what: RegExp) => until(() => expect(events(node).join('\n')).toMatch(what));
const files = () => [...lab.engine.all()].flatMap((container) => [...container.files.keys()]);
const isOver = () => until(() => expect(lab.engine.all().some(({ state }) => state === 'running')).toBe(false));

describe('postStart', () => {
  it('holds the status until it is done', async () => {
    const node = await save({ lifecycle: { postStart: sh('sleep 5; touch /started') } });
    await happened(node, /Started/);
    await pass(3);
    expect(node.container()?.state.waiting?.reason).toBe('ContainerCreating');
    await pass(3);
    await until(() => expect(node.container()?.state.running).toBeDefined());
    expect(files()).toContain('/started');
  });

  it('that fails kills the container, with upstream’s words, and is tried again', async () => {
    const node = await save({ grace: 0, lifecycle: { postStart: sh('echo no; echo oops >&2; exit 7') } });
    await happened(node, /FailedPostStartHook/);
    const why = "command 'sh -c echo no; echo oops >&2; exit 7' exited with 7: oops\n";
    expect(events(node).find((event) => event.startsWith('FailedPostStartHook'))).toMatch(
      `FailedPostStartHook: Exec lifecycle hook ([sh -c echo no; echo oops >&2; exit 7]) for Container "c" in Pod "web-node1_default(`,
    );
    expect(events(node).join()).toContain(`failed - error: ${why}, message: "no\\noops\\n"`);
    await happened(node, /Killing: FailedPostStartHook/);
    await pass(4);
    await until(() => expect(node.container()?.restartCount).toBe(1));
    expect(node.log()).toContain('with PostStartHookError: ');
  });

  it('under Never that is the end', async () => {
    const node = await save({ script: DEAF, grace: 0, restartPolicy: 'Never', lifecycle: { postStart: sh('exit 1') } });
    await happened(node, /Killing/);
    await pass(4);
    await until(() => expect(node.status()?.phase).toBe('Failed'));
    expect(node.containers()).toHaveLength(1);
  });

  it('by http: any answer will do', async () => {
    const node = await save({
      script: 'httpd -f -p 8080',
      lifecycle: { postStart: { httpGet: { path: '/nosuch', port: 8080 } } },
    });
    await until(() => expect(node.container()?.state.running).toBeDefined());
    expect(events(node).join()).not.toContain('Failed');
  });

  it('by http: no answer is a failure', async () => {
    const node = await save({ grace: 0, lifecycle: { postStart: { httpGet: { path: '/x', port: 81 } } } });
    await happened(
      node,
      /FailedPostStartHook: Http lifecycle hook \(\/x\) .* failed - error: Get "http:\/\/172\.17\.0\.2:81\/\/x": dial tcp 172\.17\.0\.2:81: connect: connection refused, message: ""/,
    );
  });

  it('is given up when the pod has to end', async () => {
    const node = await save({ grace: 0, lifecycle: { postStart: sh('sleep 1000') } });
    await happened(node, /Started/);
    await node.remove('web.json');
    await until(() => expect(node.count('podRemoved')).toBe(1));
    await pass(4);
    await isOver();
    expect(events(node).join()).not.toContain('FailedPostStartHook');
  });
});

describe('preStop', () => {
  async function running(wish: Wish): Promise<TestNode> {
    const node = await save(wish);
    await until(() => expect(node.container()?.state.running).toBeDefined());
    await node.remove('web.json');
    await happened(node, /Killing/);
    return node;
  }

  it('runs before SIGTERM and takes its time from the grace period', async () => {
    const node = await running({ script: DEAF, grace: 10, lifecycle: { preStop: sh('sleep 4; touch /bye') } });
    await pass(3);
    expect(node.log()).not.toContain('second grace period');
    await pass(2);
    await until(() => expect(node.log()).toContain('with a 6 second grace period'));
    expect(files()).toContain('/bye');
    await pass(7);
    await isOver();
  });

  it('that overruns leaves two seconds', async () => {
    const node = await running({ script: DEAF, grace: 3, lifecycle: { preStop: sh('sleep 1000') } });
    await pass(4);
    await until(() => expect(node.log()).toContain('did not complete in 3 seconds'));
    await until(() => expect(node.log()).toContain('with a 2 second grace period'));
    await pass(3);
    await isOver();
    await happened(node, /FailedPreStopHook: Exec lifecycle hook .* exited with 137/);
  });

  it('that fails is told, and changes nothing', async () => {
    const node = await running({ script: DEAF, grace: 5, lifecycle: { preStop: sh('exit 3') } });
    await happened(node, /FailedPreStopHook: Exec lifecycle hook \(\[sh -c exit 3\]\) .* exited with 3/);
    await until(() => expect(node.log()).toContain('with a 5 second grace period'));
    await pass(6);
    await isOver();
  });

  it('is skipped without any grace', async () => {
    const node = await running({ script: DEAF, grace: 0, lifecycle: { preStop: sh('touch /bye') } });
    await until(() => expect(node.log()).toContain('with a 2 second grace period'));
    await pass(3);
    await isOver();
    expect(files()).not.toContain('/bye');
  });

  it('of a pod whose manifest went while no kubelet ran is known from its labels', async () => {
    const first = await save({ script: DEAF, grace: 10, lifecycle: { preStop: sh('touch /bye') } });
    await until(() => expect(first.container()?.state.running).toBeDefined());
    await first.stop();
    await first.remove('web.json');
    await lab.startNode();
    await until(() => expect(files()).toContain('/bye'));
    await pass(12);
    await isOver();
  });

  it('is not waited for by a kubelet that ends, and the container lives on', async () => {
    const node = await running({ script: DEAF, grace: 60, lifecycle: { preStop: sh('sleep 30') } });
    await pass(1);
    await node.stop();
    await pass(100);
    expect(lab.engine.all().every(({ state }) => state === 'running')).toBe(true);
  });
});
