import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryRuntime, MemoryEngine } from '..';
import { ManualClock } from '../manual-clock';
import { createStandIn, type StandIn } from '.';
import { fillTemplate } from './template';
import { humanDuration } from './words';

const UID = '71eb745da9cff1f6dc68260a8554b597';
const labels = (container: string) => ({
  'io.kubernetes.pod.name': 'nginx-worker1',
  'io.kubernetes.pod.uid': UID,
  'io.kubernetes.container.name': container,
  'dev.kulissen.lab': 'l',
  'dev.kulissen.node': 'worker1',
});

describe('the demo’s docker', () => {
  let clock: ManualClock;
  let engine: MemoryEngine;
  let standIn: StandIn;
  let nginx: string;
  beforeEach(async () => {
    clock = new ManualClock(Date.parse('2026-11-27T12:00:00Z'));
    engine = new MemoryEngine(clock);
    standIn = createStandIn(engine, createMemoryRuntime({ clock, engine, ownership: { lab: 'l', node: 'worker1' } }));
    const image = { hostNetwork: false };
    const pause = engine.create({
      ...image,
      name: `k8s_POD_nginx-worker1_default_${UID}_0`,
      image: 'k8s.gcr.io/pause:3.2',
      labels: labels('POD'),
    });
    engine.start(pause.id);
    await clock.advance(1000);
    const app = engine.create({
      ...image,
      name: `k8s_nginx_nginx-worker1_default_${UID}_0`,
      image: 'nginx:latest',
      labels: labels('nginx'),
      joins: pause.id,
    });
    engine.start(app.id);
    nginx = app.id;
    await clock.advance(120_000);
  });

  async function run(line: string, program = 'docker'): Promise<{ code: number; out: string; err: string }> {
    let out = '';
    let err = '';
    const words = line.match(/'[^']*'|\S+/g) ?? [];
    const code = await standIn(
      program,
      words.map((word) => word.replaceAll("'", '')),
      {
        out: (text) => {
          out += text;
        },
        err: (text) => {
          err += text;
        },
        signal: new AbortController().signal,
      },
    );
    return { code, out, err };
  }

  it('ps lists what runs as docker does, the newest first', async () => {
    const { out } = await run('ps');
    const [head, first, second] = out.split('\n');
    expect(head).toMatch(/^CONTAINER ID {3}IMAGE +COMMAND +CREATED +STATUS +PORTS +NAMES$/);
    expect(first).toContain(nginx.slice(0, 12));
    expect(first).toMatch(/"nginx -g 'daemon of…" +2 minutes ago +Up 2 minutes +k8s_nginx_nginx-worker1/);
    expect(second).toMatch(/k8s\.gcr\.io\/pause:3\.2 +"\/pause" +2 minutes ago/);
  });

  it('ps leaves the dead to -a', async () => {
    expect(await run(`kill ${nginx.slice(0, 12)}`)).toEqual({ code: 0, out: `${nginx.slice(0, 12)}\n`, err: '' });
    await clock.advance(3000);
    expect((await run('ps -q')).out.trim().split('\n')).toHaveLength(1);
    expect((await run('ps -a')).out).toMatch(/Exited \(137\) 3 seconds ago/);
    expect((await run('ps -aq --filter name=k8s_nginx --no-trunc')).out).toBe(`${nginx}\n`);
    expect((await run(`ps --filter status=exited --format '{{.Names}} {{.Status}}'`)).out).toMatch(
      /^k8s_nginx_.* Exited \(137\)/,
    );
  });

  it('inspect knows address, network mode and state', async () => {
    const pause = `k8s_POD_nginx-worker1_default_${UID}_0`;
    expect((await run(`inspect --format '{{ .NetworkSettings.IPAddress }}' ${pause}`)).out).toBe('172.17.0.2\n');
    const everyAddress = '{{ range .NetworkSettings.Networks }}{{ .IPAddress }}{{ end }}';
    expect((await run(`inspect --format '${everyAddress}' ${pause}`)).out).toBe('172.17.0.2\n');
    expect((await run(`inspect --format '${everyAddress}' ${nginx}`)).out).toBe('\n');
    expect((await run(`inspect -f '{{.HostConfig.NetworkMode}}' ${nginx}`)).out).toMatch(/^container:[0-9a-f]{64}\n$/);
    expect(JSON.parse((await run(`inspect ${nginx}`)).out)).toMatchObject([
      { State: { Status: 'running', ExitCode: 0 } },
    ]);
    expect(await run('inspect nobody')).toEqual({ code: 1, out: '[]\n', err: 'Error: No such object: nobody\n' });
  });

  it('rm wants force for what runs', async () => {
    expect(await run(`rm ${nginx}`)).toMatchObject({
      code: 1,
      err: expect.stringContaining('cannot remove a running container'),
    });
    expect(await run(`rm -f ${nginx}`)).toMatchObject({ code: 0 });
    expect(engine.all()).toHaveLength(1);
  });

  it('logs shows what a container has printed, the dead too, and follows one until it ends', async () => {
    const chatty = engine.create({
      name: 'chatty',
      image: 'busybox:1.35',
      labels: labels('chatty'),
      command: ['sh', '-c', 'echo one; echo two; sleep 60; echo three; exit 3'],
      hostNetwork: false,
    });
    engine.start(chatty.id);
    await clock.advance(1000);
    expect(await run('logs chatty')).toEqual({ code: 0, out: 'one\ntwo\n', err: '' });
    expect((await run('logs -n 1 chatty')).out).toBe('two\n');
    expect((await run('logs --since 10m -t chatty')).out).toMatch(/^2026-11-27T12:02:01\.\d{9}Z one\n/);
    expect((await run('logs --since 0.5s chatty')).out).toBe('');
    const following = run('logs -f --tail 1 chatty');
    await clock.advance(60_000);
    expect(await following).toEqual({ code: 0, out: 'two\nthree\n', err: '' });
    expect((await run('logs chatty')).out).toBe('one\ntwo\nthree\n');
  });
  it('logs says what it does not find or understand', async () => {
    expect(await run('logs nobody')).toEqual({ code: 1, out: '', err: 'Error: No such container: nobody\n' });
    expect((await run(`logs --since soon ${nginx}`)).err).toMatch(/invalid value for "since": soon/);
    expect((await run(`logs ${nginx} ${nginx}`)).code).toBe(125);
  });
  it('exec runs a command and hands on its exit code', async () => {
    expect(await run(`exec ${nginx} echo hello`)).toEqual({ code: 0, out: 'hello\n', err: '' });
    expect((await run(`exec ${nginx} false`)).code).toBe(1);
    expect((await run(`exec -it ${nginx} sh`)).err).toMatch(/no container to sit in/);
  });

  it('images, version and what it does not know are said plainly', async () => {
    expect((await run('images')).out).toMatch(/^nginx +latest +[0-9a-f]{12}/m);
    expect((await run('version')).out).toMatch(/not on this machine/);
    expect(await run('run -d nginx')).toMatchObject({ code: 1, err: expect.stringContaining('does not imitate') });
    expect(await run('ps --zzz')).toMatchObject({ code: 125, err: 'unknown flag: --zzz\n' });
  });

  it('curl hears nginx at the pod’s address, and nobody elsewhere', async () => {
    expect((await run('-s http://172.17.0.2', 'curl')).out).toContain('Welcome to nginx!');
    expect(await run('http://172.17.0.2:81/', 'curl')).toMatchObject({
      code: 7,
      err: expect.stringContaining('Connection refused'),
    });
    expect(await run('172.17.0.9', 'curl')).toMatchObject({
      code: 7,
      err: expect.stringContaining('No route to host'),
    });
    await run(`kill ${nginx}`);
    expect((await run('172.17.0.2', 'curl')).code).toBe(7);
  });
});

describe('words', () => {
  it.each([
    [400, 'Less than a second'],
    [1_000, '1 second'],
    [59_000, '59 seconds'],
    [61_000, 'About a minute'],
    [150_000, '2 minutes'],
    [3_600_000, 'About an hour'],
    [7_200_000, '2 hours'],
  ])('%i ms: %s', (ms, text) => expect(humanDuration(ms)).toBe(text));

  it.each([
    ['{{.A.B}} {{ .Nothing }}', '1 <no value>'],
    ['{{json .A}}', '{"B":1}'],
    ['{{index .L "x.y"}}', 'z'],
    ['{{range .N}}<{{.}}>{{end}}', '<1><2>'],
    ['{{if .A}}yes{{end}}{{with .Nothing}}no{{end}}', 'yes'],
  ])('template %s', (template, text) => {
    expect(fillTemplate(template, { A: { B: 1 }, L: { 'x.y': 'z' }, N: [1, 2] })).toBe(text);
  });
});
