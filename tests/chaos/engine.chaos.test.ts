// The engine under a room with people at work in it goes, hangs, lies and loses things (threat model G01, G03, G05, G15, G16).
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { EngineProxy } from '@/server/runtime/docker/engine-proxy';
import { ChaosEngine, chaosFolder } from './support/engine';
import { type Member, seat } from './support/member';
import { Room } from './support/room';

const SEATS = 3;
const PATIENCE = { timeout: 120_000, interval: 100 };

const engine = new ChaosEngine();
const proxy = new EngineProxy(join(chaosFolder(), 'p.sock'), engine.socket);
let room: Room;
let members: Member[] = [];

beforeAll(() => proxy.open());
afterEach(async () => {
  for (const { client } of members) client.close();
  await room.dispose(engine.socket);
  await engine.dispose();
});
afterAll(() => proxy.cut());

async function given(...flags: string[]): Promise<void> {
  members = [];
  await engine.start(...flags);
  await engine.loadImages();
  room = new Room({ socket: proxy.socketPath });
  await room.start();
  members = await seat(room, SEATS);
  for (const member of members) await member.work();
}

const stateOf = (member: Member) => member.client.snapshot().view.engine.state;
const everybodySees = (state: string) =>
  vi.waitFor(() => expect(members.map(stateOf)).toEqual(members.map(() => state)), PATIENCE);
const ids = async () => (await engine.docker('ps', '-q', '--no-trunc')).split('\n').sort();
/** Names of what runs, without the number of the attempt. */
const names = async () =>
  (await engine.docker('ps', '--format', '{{.Names}}'))
    .split('\n')
    .map((name) => name.replace(/_\d+$/, ''))
    .sort();

describe('restarts (G01)', () => {
  it('with live restore: everybody is told, the same containers go on, and terminals work', async () => {
    await given('--live-restore');
    const before = await ids();
    for (const signal of ['SIGKILL', 'SIGTERM', 'SIGKILL'] as const) {
      await engine.stop(signal);
      await everybodySees('unavailable');
      await engine.start('--live-restore');
      await everybodySees('available');
      for (const member of members) await member.runs('web');
      expect(await ids()).toEqual(before);
    }
    for (const member of members) {
      await member.sitDown();
      expect((await member.type('docker ps -q | wc -l')).out).toBe('2');
    }
  });

  it('without: every pod runs again, once, and whoever sits down has a machine', async () => {
    await given();
    const before = await names();
    for (const signal of ['SIGKILL', 'SIGTERM', 'SIGKILL'] as const) {
      await engine.stop(signal);
      await everybodySees('unavailable');
      await engine.start();
      await everybodySees('available');
    }
    for (const member of members) {
      await member.sitDown();
      await member.runs('web');
    }
    await vi.waitFor(async () => expect(await names()).toEqual(before), PATIENCE);
    for (const member of members) {
      const ip = member.pod('web')?.ip ?? '';
      expect((await member.type(`curl -s ${ip} | grep -c 'Welcome to nginx'`)).out).not.toBe('0');
      await answersKubelet(member);
    }
  });
});

describe('an engine that answers badly', () => {
  it('its events are lost in a burst: the picture is right again by listing (G03)', async () => {
    await given('--live-restore');
    proxy.spoil(/GET \S*\/events/, 'deafen', SEATS * 4);
    await proxy.cut();
    await proxy.open();
    await everybodySees('available');
    const webs = (await engine.docker('ps', '-q', '--filter', 'label=io.kubernetes.container.name=web')).split('\n');
    await engine.docker('kill', ...webs);
    for (const member of members)
      await vi.waitFor(() => {
        const web = member.pod('web')?.containers.find(({ name }) => name === 'web');
        expect([web?.state, web?.restartCount]).toEqual(['running', 1]);
      }, PATIENCE);
  });

  it('hangs, breaks off and halves its answers: everybody is told, and nothing is made twice (G05)', async () => {
    await given('--live-restore');
    const before = await names();
    proxy.silence();
    await everybodySees('unavailable');
    proxy.speak();
    await proxy.cut();
    await proxy.open();
    await everybodySees('available');
    proxy.spoil(/POST \S*\/containers\/create/, 'lose', SEATS);
    proxy.spoil(/GET \S*\/containers\/json/, 'halve', SEATS);
    const webs = (await engine.docker('ps', '-q', '--filter', 'label=io.kubernetes.container.name=web')).split('\n');
    await engine.docker('kill', ...webs);
    for (const member of members) await member.runs('web');
    await vi.waitFor(async () => expect(await names()).toEqual(before), PATIENCE);
  });
});

describe('what others do to the host', () => {
  it('containers of seats are renamed and removed, a workstation among them: state follows (G16)', async () => {
    await given('--live-restore');
    const [first, second, third] = members;
    const find = (member: Member | undefined, what: string) =>
      engine.docker('ps', '-q', '--filter', `name=${what}`, '--filter', `label=dev.kulissen.node=${member?.node}`);
    await engine.docker('rename', await find(first, 'k8s_web_'), 'somebody-elses');
    await engine.docker('rm', '-f', await find(second, 'k8s_POD_'));
    await engine.docker('rm', '-f', await engine.docker('ps', '-q', '--filter', `name=${await stationOf(third)}`));
    for (const member of members) await member.runs('web');
    await third?.sitDown();
    expect((await third?.type('hostname'))?.out).toBe(third?.node);
    await answersKubelet(third);
  });

  it('rules are flushed and docker0 is removed: the seats are closed in again, and go on (G15)', async () => {
    await given('--live-restore');
    const [first, second] = members;
    for (const table of ['filter', 'nat', 'mangle']) spawnSync('iptables', ['-t', table, '-F']);
    spawnSync('ip', ['link', 'delete', 'docker0']);
    const rules = () => spawnSync('iptables', ['-S'], { encoding: 'utf8' }).stdout;
    await vi.waitFor(() => {
      for (const chain of ['INPUT', 'FORWARD']) expect(rules()).toContain(`-A ${chain} -i kls+`);
    }, PATIENCE);
    const other = second?.pod('web')?.ip ?? '';
    expect((await first?.type(`curl -s -m 3 http://${other}/`))?.code).not.toBe(0);
    const own = first?.pod('web')?.ip ?? '';
    expect((await first?.type(`curl -s ${own} | grep -c 'Welcome to nginx'`))?.out).not.toBe('0');
  });
});

/** The kubelet's port is there in the member's workstation, which may have been made anew a moment ago. */
const answersKubelet = (member: Member | undefined) =>
  vi.waitFor(async () => {
    const pods = await member?.type("curl -s localhost:10255/pods | jq -r '.items[].metadata.name'");
    expect(pods?.out).toBe(`web-${member?.node}`);
  }, PATIENCE);

/** Name of the member's workstation. */
async function stationOf(member: Member | undefined): Promise<string> {
  const rows = await engine.docker('ps', '--filter', 'label=dev.kulissen.workstation', '--format', '{{.Names}}');
  for (const name of rows.split('\n'))
    if ((await engine.docker('inspect', '-f', '{{.Config.Hostname}}', name)) === member?.node) return name;
  throw new Error(`no workstation of ${member?.node}`);
}
