import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  command,
  container,
  instance,
  labView,
  NOW,
  nginxView,
  PAUSE_ID,
  POD_UID,
  pod,
} from '@/lib/lessons/checks/view-fixture';
import type { LabView } from '@/lib/protocol/view';
import { createLessonEngine } from './create-engine';
import type { LessonEngine } from './engine';
import { bareNode, scriptedHost, stillClock } from './scripted-host';

// Every lesson is read anew by each engine.
vi.setConfig({ testTimeout: 30_000 });

const lessonsDir = fileURLToPath(new URL('../../lessons', import.meta.url));
const at = (step: string) => ({ lesson: 'walkthrough', step });
const ID = '00000000-0000-4000-8000-000000000000';
const bare: LabView = labView({
  lab: { ...labView().lab, manifestDirExists: false },
  kubelet: { ...labView().kubelet, state: 'stopped', args: [] },
});

let dir: string;
let clock: ReturnType<typeof stillClock>;
let changes: number;
let engines: LessonEngine[];
const open = () => {
  const engine = createLessonEngine({
    lessonsDir,
    progressFile: join(dir, 'progress.json'),
    clock,
    warn: (message) => expect.fail(message),
    changed: () => {
      changes += 1;
    },
  });
  engines.push(engine);
  return engine;
};

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lessons-'));
  clock = stillClock(NOW);
  changes = 0;
  engines = [];
});
afterEach(async () => {
  await Promise.all(engines.map((engine) => engine.close()));
  rmSync(dir, { recursive: true });
});

describe('evaluate', () => {
  it('says nothing of steps that nobody has entered', () => {
    expect(open().evaluate(bare, NOW)).toEqual({});
  });

  it('says what the first open task lacks, and keeps what is done', () => {
    const engine = open();
    expect(engine.enter(at('start'), NOW)).toBeNull();
    const tasks = (view: LabView) => engine.evaluate(view, NOW)['walkthrough/start']?.tasks;
    expect(tasks(bare)).toEqual({
      folder: { state: 'open', unmet: { key: 'folder.missing', facts: { manifestDir: bare.lab.manifestDir } } },
      kubelet: { state: 'open' },
    });
    expect(tasks(labView())).toMatchObject({ folder: { state: 'done', doneAt: NOW }, kubelet: { state: 'done' } });
    expect(tasks(bare)).toMatchObject({ folder: { state: 'done' }, kubelet: { state: 'done' } });
  });

  it('lights one task at a time', () => {
    const engine = open();
    engine.enter(at('heal'), NOW);
    const died = instance({ state: 'exited', exitCode: 137, finishedAt: NOW + 1000 });
    const between = nginxView({
      pods: { [POD_UID]: pod({ containers: [container({ state: 'exited', instances: [died] })] }) },
    });
    engine.evaluate(nginxView(), NOW);
    const tasks = engine.evaluate(between, NOW + 1000)['walkthrough/heal']?.tasks ?? {};
    expect(Object.values(tasks).map(({ state }) => state)).toEqual(['done', 'watching', 'open']);
  });

  it('waits while the engine is away', () => {
    const engine = open();
    engine.enter(at('containers'), NOW);
    const gone = nginxView({ engine: { runtime: 'docker', state: 'unavailable', version: '', since: NOW } });
    expect(engine.evaluate(gone, NOW)['walkthrough/containers']).toMatchObject({
      tasks: { list: { state: 'paused' } },
    });
    expect(engine.evaluate(gone, NOW)['walkthrough/containers']?.blocked).toBeUndefined();
  });

  it('says what a step starts from when it is missing', () => {
    const engine = open();
    engine.enter(at('heal'), NOW);
    expect(engine.evaluate(bare, NOW)['walkthrough/heal']?.blocked?.key).toBe('kubelet.stopped');
    expect(engine.evaluate(nginxView(), NOW)['walkthrough/heal']?.blocked).toBeUndefined();
  });
});

describe('progress', () => {
  it('is there again after a restart, and entering again does not begin anew', async () => {
    const first = open();
    first.enter(at('containers'), NOW);
    first.evaluate(nginxView({ commands: { '1': command('sudo docker ps') } }), NOW);
    first.hint({ ...at('containers'), opened: 1 });
    first.answer({ ...at('containers'), question: 'which-is-pause', answer: 'last' });
    await first.close();

    const second = open();
    second.enter(at('containers'), NOW + 5000);
    expect(second.evaluate(nginxView(), NOW + 5000)['walkthrough/containers']).toMatchObject({
      enteredAt: NOW,
      hintsOpened: 1,
      answers: { 'which-is-pause': 'last' },
      tasks: { list: { state: 'done', facts: { line: 'sudo docker ps' } } },
    });
  });

  it('looks anew at a step that was only looked into before', () => {
    const engine = open();
    engine.enter(at('containers'), NOW);
    engine.enter(at('containers'), NOW + 5000);
    const early = nginxView({ commands: { '1': command('docker ps', { at: NOW + 1000 }) } });
    expect(engine.evaluate(early, NOW + 5000)['walkthrough/containers']).toMatchObject({
      tasks: { list: { state: 'open' } },
    });
  });

  it('refuses what the lesson does not have', () => {
    const engine = open();
    expect(engine.enter({ lesson: 'walkthrough', step: 'nowhere' }, NOW)).toMatchObject({ code: 'NotFound' });
    expect(engine.hint({ ...at('start'), opened: 3 })).toMatchObject({ code: 'NotFound' });
    expect(engine.answer({ ...at('heal'), question: 'what-returns', answer: 'cake' })).toMatchObject({
      code: 'NotFound',
    });
  });

  it('lets a prediction be changed until the node has answered', () => {
    const engine = open();
    const answer = (option: string) => engine.answer({ ...at('heal'), question: 'what-returns', answer: option });
    const kept = () => engine.evaluate(nginxView(), NOW)['walkthrough/heal']?.answers;
    expect(answer('pod')).toEqual({ right: false });
    expect(answer('container')).toEqual({ right: true });
    kept();
    const restarted = [
      instance({ attempt: 1, startedAt: NOW }),
      instance({ state: 'exited', exitCode: 137, finishedAt: NOW }),
    ];
    const sandbox = container({ instances: [instance({ id: PAUSE_ID })] });
    const healed = pod({ sandbox, containers: [container({ attempt: 1, instances: restarted })] });
    engine.evaluate(nginxView({ pods: { [POD_UID]: healed } }), NOW);
    answer('nothing');
    expect(kept()).toEqual({ 'what-returns': 'container' });
  });
});

describe('the record', () => {
  const died = {
    seq: 7,
    at: NOW + 10,
    kind: 'observed',
    podUid: 'u',
    podName: 'nginx-worker1',
    container: 'nginx',
  } as const;
  const decisions = { '0007': { ...died, what: 'ContainerDied', facts: { exitCode: 137 } } };

  it('holds answers, checks, manifests and events, and is there again after a restart', async () => {
    const first = open();
    first.keepManifests(async () => ({ 'nginx.yaml': 'kind: Pod' }));
    first.enter(at('containers'), NOW);
    first.answer({ ...at('containers'), question: 'which-is-pause', answer: 'last' });
    const view = nginxView({ decisions, commands: { '1': command('sudo docker ps') } });
    first.evaluate(view, NOW + 20);
    first.evaluate(view, NOW + 30);
    await first.close();
    expect(open().record()['walkthrough/containers']).toMatchObject({
      enteredAt: NOW,
      done: { list: { at: NOW + 20, facts: { line: 'sudo docker ps' } } },
      answers: { 'which-is-pause': { option: 'last', at: NOW } },
      manifests: { 'nginx.yaml': { text: 'kind: Pod', cut: false } },
      events: [{ what: 'ContainerDied', facts: { exitCode: 137 } }],
      furtherEvents: 0,
    });
  });

  it('writes an event down in the step that was entered last, and not what a reset brings about', async () => {
    const engine = open();
    engine.enter(at('heal'), NOW);
    engine.enter(at('containers'), NOW);
    engine.evaluate(nginxView({ decisions }), NOW + 20);
    const events = () => Object.entries(engine.record()).map(([key, step]) => [key, step.events.length]);
    expect(events()).toEqual([
      ['walkthrough/heal', 0],
      ['walkthrough/containers', 1],
    ]);
    const host = scriptedHost(clock, bareNode, nginxView());
    const later = { '0008': { ...died, seq: 8, what: 'ContainerDied', facts: {} } };
    const emptyNode = async () => void engine.evaluate(nginxView({ decisions: later }), NOW + 30);
    await engine.reset({ id: ID, ...at('containers') }, { ...host, emptyNode });
    engine.evaluate(nginxView({ decisions: later }), NOW + 40);
    expect(events()).toEqual([
      ['walkthrough/heal', 0],
      ['walkthrough/containers', 0],
    ]);
  });

  it('keeps the manifests of before when the folder is gone, and lives with one that can not be read', async () => {
    const engine = open();
    engine.keepManifests(async () => ({ 'nginx.yaml': 'kind: Pod' }));
    engine.enter(at('start'), NOW);
    engine.evaluate({ ...bare, lab: { ...bare.lab, manifestDirExists: true } }, NOW);
    await engine.close();
    engine.keepManifests(() => Promise.reject(new Error('EIO')));
    engine.evaluate(labView(), NOW + 1);
    await engine.close();
    expect(engine.record()['walkthrough/start']).toMatchObject({
      done: { folder: {}, kubelet: {} },
      manifests: { 'nginx.yaml': { text: 'kind: Pod' } },
    });
  });
});

describe('random values', () => {
  const FILES = {
    'part.yaml': 'id: p\ntitle: { de: Teil, en: Part }\nlessons: [demo]\n',
    'demo/lesson.yaml': `values:
  pod: { of: [ahorn, birke, eiche, fichte] }
steps:
  - id: one
    minutes: 1
    start: { kubelet: false }
    tasks:
      - id: there
        check: { kind: manifest, pod: {{value:pod}} }
        solve:
          - type: echo {{value:pod}}
          - save: pod.yaml
  - { id: two, minutes: 1, start: { kubelet: false }, tasks: [{ id: more, check: { kind: folder }, solve: [] }] }
`,
    'demo/de.md':
      '# Demo\n\n## Eins {#one}\n\n:::task[Da]{#there}\n- `done`: Da.\n:::\n\n## Zwei {#two}\n\n:::task[Mehr]{#more}\n- `done`: Da.\n:::\n',
    'demo/solution/one/pod.yaml': 'metadata: { name: {{value:pod}} }\n',
  };
  let draw: number;
  const openDemo = (warn = (message: string): void => expect.fail(message)) => {
    const lessons = join(dir, 'lessons');
    for (const [file, text] of Object.entries({ ...FILES, 'demo/en.md': FILES['demo/de.md'] })) {
      mkdirSync(dirname(join(lessons, file)), { recursive: true });
      writeFileSync(join(lessons, file), text);
    }
    const engine = createLessonEngine({
      lessonsDir: lessons,
      progressFile: join(dir, 'progress.json'),
      clock,
      warn,
      random: () => draw,
    });
    engines.push(engine);
    return engine;
  };
  const demo = (step: string) => ({ lesson: 'demo', step });
  const valuesOf = (engine: LessonEngine) =>
    Object.entries(engine.evaluate(bare, NOW)).map(([key, { values }]) => [key, values?.pod]);

  it('are drawn once for the attempt, the same in each step and after a restart', async () => {
    draw = 0.3;
    const first = openDemo();
    first.enter(demo('one'), NOW);
    await first.close();
    draw = 0.9;
    const second = openDemo();
    second.enter(demo('two'), NOW);
    expect(valuesOf(second)).toEqual([
      ['demo/one', 'birke'],
      ['demo/two', 'birke'],
    ]);
    expect(second.record()['demo/one']?.values).toEqual({ pod: 'birke' });
  });

  it('reach checks, files and what a solution types', async () => {
    draw = 0.3;
    const engine = openDemo();
    engine.enter(demo('one'), NOW);
    const host = scriptedHost(clock, bareNode, bare);
    const written: string[] = [];
    const writeManifest = async (_file: string, content: string) => void written.push(content);
    await engine.solve({ id: ID, ...demo('one'), task: 'there' }, { ...host, writeManifest });
    expect(host.log).toEqual(['t1: echo birke']);
    expect(written).toEqual(['metadata: { name: birke }\n']);
    expect(engine.evaluate(bare, NOW)['demo/one']?.tasks.there?.unmet?.facts).toMatchObject({ pod: 'birke' });
  });

  it('are drawn anew when the lesson is begun anew, which forgets what was done in it', async () => {
    draw = 0.3;
    const engine = openDemo();
    engine.enter(demo('two'), NOW);
    engine.evaluate(labView(), NOW);
    draw = 0.9;
    expect(await engine.restart({ id: ID, lesson: 'demo' }, scriptedHost(clock, bareNode, bare))).toBeNull();
    expect(valuesOf(engine)).toEqual([['demo/one', 'fichte']]);
    expect(await engine.restart({ id: ID, lesson: 'none' }, scriptedHost(clock, bareNode, bare))).toMatchObject({
      code: 'NotFound',
    });
  });

  it('are there in a lesson that was read again, and a lesson broken meanwhile stays as it was', () => {
    draw = 0.3;
    let told = '';
    const engine = openDemo((message) => {
      told = message;
    });
    engine.enter(demo('one'), NOW);
    const path = join(dir, 'lessons', 'demo', 'lesson.yaml');
    writeFileSync(path, FILES['demo/lesson.yaml'].replace('minutes: 1', 'minutes: many'));
    engine.reload();
    expect(told).toMatch(/^demo\/lesson.yaml:5: /);
    expect(engine.enter(demo('two'), NOW)).toBeNull();
    writeFileSync(
      path,
      FILES['demo/lesson.yaml'].replace('id: there', 'id: here').replace('of: [ahorn, birke', 'of: [linde, tanne'),
    );
    engine.reload();
    expect(engine.evaluate(bare, NOW)['demo/one']).toMatchObject({ values: { pod: 'tanne' }, tasks: { here: {} } });
  });

  it('are drawn anew when the lesson no longer draws what was kept', async () => {
    draw = 0.3;
    const first = openDemo();
    first.enter(demo('one'), NOW);
    await first.close();
    const path = join(dir, 'progress.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('birke', 'palme'));
    expect(valuesOf(openDemo())).toEqual([['demo/one', 'birke']]);
  });
});

describe('solve', () => {
  it('types what is still to be done, where the prompt is free', async () => {
    const engine = open();
    const host = scriptedHost(clock, bareNode, bare);
    expect(await engine.solve({ id: ID, ...at('start'), task: 'kubelet' }, host)).toBeNull();
    expect(host.log).toEqual([
      't1: mkdir kubelet-manifests',
      't1: sudo ./kubelet --pod-manifest-path=$PWD/kubelet-manifests',
    ]);
    expect(changes).toBe(2);
  });

  it('leaves the terminal of the kubelet alone', async () => {
    const engine = open();
    const hosting = {
      id: 't1',
      title: '',
      cols: 80,
      rows: 24,
      state: 'running' as const,
      hostsKubelet: true,
      openedAt: 0,
    };
    const terminals = { t1: hosting, t2: { ...hosting, id: 't2', hostsKubelet: false } };
    const host = scriptedHost(clock, (_line, view) => view, nginxView({ terminals }));
    expect(await engine.solve({ id: ID, ...at('address'), task: 'inspect', terminal: 't1' }, host)).toBeNull();
    expect(host.log).toEqual(["t2: sudo docker inspect --format '{{ .NetworkSettings.IPAddress }}' 8b049508e0dc"]);
  });

  it('says so when the result does not come, and when something is being played', async () => {
    const engine = open();
    const idle = scriptedHost(clock, (_line, view) => view, bare);
    let release: (() => void) | undefined;
    const host = {
      ...idle,
      waitFor: () =>
        new Promise<boolean>((resolve) => {
          release = () => resolve(false);
        }),
    };
    const solved = engine.solve({ id: ID, ...at('start'), task: 'folder' }, host);
    expect(engine.evaluate(bare, NOW)['walkthrough/start']?.playing).toEqual({
      kind: 'solve',
      task: 'folder',
      since: NOW,
    });
    expect(await engine.reset({ id: ID, ...at('start') }, idle)).toEqual({ code: 'Busy', facts: {} });
    const pump = setInterval(() => release?.(), 0);
    expect(await solved).toMatchObject({ code: 'Timeout' });
    clearInterval(pump);
    expect(engine.evaluate(bare, NOW)['walkthrough/start']?.playing).toBeUndefined();
  });

  it('refuses where the start is missing', async () => {
    const host = scriptedHost(clock, bareNode, bare);
    expect(await open().solve({ id: ID, ...at('heal'), task: 'killed' }, host)).toMatchObject({ code: 'Invalid' });
    expect(host.log).toEqual([]);
  });
});

describe('reset', () => {
  it('builds the beginning of the step and forgets what was done in it', async () => {
    const engine = open();
    engine.enter(at('containers'), NOW);
    engine.evaluate(nginxView({ commands: { '1': command('docker ps') } }), NOW);
    const host = scriptedHost(clock, bareNode, nginxView());
    const failure = await engine.reset({ id: ID, ...at('containers') }, host);
    expect(host.log).toEqual([
      'empty',
      't1: cd /home/ada && mkdir -p kubelet-manifests',
      't1: sudo ./kubelet --pod-manifest-path=$PWD/kubelet-manifests',
      'save nginx.yaml',
    ]);
    // No pod appears here, and the engine does not pretend that one did.
    expect(failure).toEqual({ code: 'Timeout', facts: { what: 'start' } });
    expect(engine.evaluate(labView(), NOW)['walkthrough/containers']).toMatchObject({
      tasks: { list: { state: 'open' } },
    });
  });

  it('does not count what comes and goes meanwhile, in any step', async () => {
    const engine = open();
    engine.enter(at('start'), NOW);
    engine.enter(at('heal'), NOW);
    const host = scriptedHost(clock, bareNode, nginxView());
    const died = instance({ state: 'exited', exitCode: 137, finishedAt: NOW + 1 });
    const removing = pod({ containers: [container({ state: 'exited', instances: [died] })] });
    let meanwhile: ReturnType<typeof engine.evaluate> = {};
    const watched = {
      ...host,
      emptyNode: async () => {
        meanwhile = engine.evaluate(nginxView({ pods: { [POD_UID]: removing } }), NOW + 1);
      },
    };
    await engine.reset({ id: ID, ...at('start') }, watched);
    expect(meanwhile['walkthrough/start']).toMatchObject({
      playing: { kind: 'reset' },
      tasks: { folder: { state: 'open' } },
    });
    expect(meanwhile['walkthrough/heal']).toMatchObject({ tasks: { killed: { state: 'open' } } });
    const after = engine.evaluate(bare, NOW + 2);
    expect(after['walkthrough/start']?.tasks).toMatchObject({ folder: { state: 'open' } });
    expect(after['walkthrough/heal']?.tasks).toMatchObject({ killed: { state: 'open' } });
  });
});
