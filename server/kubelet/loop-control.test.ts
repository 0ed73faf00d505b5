import { describe, expect, it } from 'vitest';
import type { LoopView } from '@/lib/protocol/view';
import { ManualClock } from '@/server/runtime/memory/manual-clock';
import { givenTestLab, manifest, SECOND, type TestNode, until } from './kubelet-fixture';
import { LoopControl } from './loop-control';
import type { ComingStep, Passage } from './workers/gate';

const coming = (podUid: string, step: ComingStep['step'] = 'observe'): ComingStep => ({
  podUid,
  podName: `${podUid}-node1`,
  step,
  cause: 'PodAdded',
  rows: [],
  actions: [],
});

function control() {
  const clock = new ManualClock();
  const ended = new AbortController();
  const told: LoopView[] = [];
  const loop = new LoopControl({ clock, changed: (view) => told.push(view), signal: ended.signal });
  const passed: string[] = [];
  const pass = (uid: string, step?: ComingStep['step']) =>
    loop.pass(coming(uid, step)).then((passage: Passage) => passed.push(`${uid} ${passage}`));
  return { clock, ended, told, loop, passed, pass };
}

describe('the controls of the loop', () => {
  it('hold nothing until they are used', async () => {
    const { loop, passed, pass, told } = control();
    await pass('a', 'act');
    expect([passed, loop.holds, told]).toEqual([['a go'], false, []]);
  });

  it('hold each step while paused, and let one happen at a time, the oldest first', async () => {
    const { loop, passed, pass } = control();
    loop.pause();
    const both = [pass('a'), pass('b', 'act')];
    expect(Object.keys(loop.state().held)).toEqual(['a', 'b']);
    expect(loop.state().next).toBe('a');
    expect(loop.step()).toBe(true);
    await both[0];
    expect([passed, loop.state().next]).toEqual([['a go'], 'b']);
    expect([loop.step('nobody'), loop.step('b'), loop.step()]).toEqual([false, true, false]);
    await both[1];
    expect(passed).toEqual(['a go', 'b go']);
  });

  it('give up a held plan on news of its pod, but not a look that has yet to come', async () => {
    const { loop, passed, pass } = control();
    loop.pause();
    void pass('looks');
    const plans = pass('plans', 'act');
    loop.changed('looks', 'ContainerDied');
    loop.changed('plans', 'ContainerDied');
    await plans;
    expect(passed).toEqual(['plans anew']);
    expect(loop.state().held).toMatchObject({ looks: { step: 'observe', cause: 'ContainerDied' } });
  });

  it('let every pod look anew when resumed', async () => {
    const { loop, passed, pass } = control();
    loop.pause();
    const all = [pass('looks'), pass('compares', 'compare'), pass('acts', 'act')];
    loop.resume();
    await Promise.all(all);
    expect(passed).toEqual(['looks go', 'compares anew', 'acts anew']);
    expect(loop.state()).toEqual({ paused: false, delayMs: 0, held: {}, next: '' });
  });

  it('hold each step for a while in slow motion; a pause stops that, and a resume ends it', async () => {
    const { loop, passed, pass, clock } = control();
    loop.slow(500);
    const first = pass('a');
    expect(loop.state().held.a).toMatchObject({ since: clock.now(), until: clock.now() + 500 });
    await clock.advance(499);
    expect(passed).toEqual([]);
    await clock.advance(1);
    await first;
    const second = pass('a', 'act');
    loop.pause();
    expect(loop.state().held.a).not.toHaveProperty('until');
    await clock.advance(5_000);
    expect(passed).toEqual(['a go']);
    loop.resume();
    await second;
    expect(passed).toEqual(['a go', 'a anew']);
    expect(loop.state().delayMs).toBe(500);
  });

  it('go on by themselves at the new pace when it changes', async () => {
    const { loop, passed, pass, clock } = control();
    loop.slow(10_000);
    const held = pass('a');
    loop.slow(100);
    await clock.advance(100);
    await held;
    const last = pass('b');
    loop.slow(0);
    await last;
    expect(passed).toEqual(['a go', 'b go']);
  });

  it('let go of everything when the kubelet ends', async () => {
    const { loop, ended, passed, pass } = control();
    loop.pause();
    const held = pass('a', 'act');
    ended.abort();
    await held;
    await pass('b', 'act');
    expect([passed, loop.holds]).toEqual([['a anew', 'b go'], false]);
  });
});

describe('a kubelet whose loop is paused', () => {
  const lab = givenTestLab();
  const held = (node: TestNode) => Object.values(node.kubelet.loop.state().held)[0];
  const heldAt = (node: TestNode, step: ComingStep['step']) => until(() => expect(held(node)?.step).toBe(step));

  it('is taken from looking to comparing to acting, each with its data before it happens', async () => {
    const node = await lab.startNode();
    node.kubelet.loop.pause();
    await node.save('web.json', manifest());
    await heldAt(node, 'observe');
    expect(held(node)).toMatchObject({ podName: 'web-node1', cause: 'PodAdded', rows: [], actions: [] });
    node.kubelet.loop.step();
    await heldAt(node, 'compare');
    expect(held(node)?.rows).toEqual([
      { container: 'POD', desired: 'running', actual: 'missing' },
      { container: 'c', desired: 'running', actual: 'missing' },
    ]);
    node.kubelet.loop.step();
    await heldAt(node, 'act');
    expect(held(node)?.rows.map(({ agrees }) => agrees)).toEqual([false, false]);
    expect(held(node)?.actions).toEqual([
      { what: 'CreateSandbox', container: 'POD', attempt: 0, because: { code: 'NoSandbox', facts: {} } },
      {
        what: 'StartContainer',
        container: 'c',
        attempt: 0,
        because: { code: 'NeverStarted', facts: { container: 'c' } },
      },
    ]);
    expect(lab.engine.all()).toEqual([]);
    node.kubelet.loop.step();
    await until(() => expect(node.containers()).toEqual(['web-node1_0 running']));
    await heldAt(node, 'observe');
    expect(held(node)?.cause).toBe('OwnDoings');
  });

  it('makes a held plan anew when the world changes meanwhile', async () => {
    const node = await lab.running();
    node.kubelet.loop.pause();
    lab.engine.kill(lab.runningId());
    await heldAt(node, 'observe');
    node.kubelet.loop.step();
    await heldAt(node, 'compare');
    node.kubelet.loop.step();
    await heldAt(node, 'act');
    await node.remove('web.json');
    await heldAt(node, 'observe');
    expect(held(node)?.cause).toBe('PodRemoved');
    node.kubelet.loop.resume();
    await until(() => expect(node.containers('podsandbox')).toEqual(['web-node1_0 exited']));
    expect(node.containers()).toEqual(['web-node1_0 exited']);
  });

  it('lets back-offs run out, but starts nothing before it goes on', async () => {
    const node = await lab.running();
    lab.engine.kill(lab.runningId());
    await until(() => expect(node.container()).toMatchObject({ restartCount: 1, ready: true }));
    lab.engine.kill(lab.runningId());
    await until(() => expect(node.container()?.state.waiting?.reason).toBe('CrashLoopBackOff'));
    node.kubelet.loop.pause();
    const created = node.count('acted');
    await lab.clock.advance(30 * SECOND);
    await heldAt(node, 'observe');
    expect(held(node)?.cause).toBe('Timer');
    expect(node.count('acted')).toBe(created);
    node.kubelet.loop.resume();
    await until(() => expect(node.count('acted')).toBeGreaterThan(created));
  });

  it('ends without having acted', async () => {
    const node = await lab.startNode();
    node.kubelet.loop.pause();
    await node.save('web.json', manifest());
    await heldAt(node, 'observe');
    node.kubelet.loop.step();
    await heldAt(node, 'compare');
    await node.stop();
    expect(lab.engine.all()).toEqual([]);
  });
});
