import { describe, expect, it, vi } from 'vitest';
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
import { at, bare, givenEngineLab, ID } from './engine-lab-fixture';
import { bareNode, scriptedHost } from './scripted-host';

// Every lesson is read anew by each engine.
vi.setConfig({ testTimeout: 30_000 });

const lab = givenEngineLab();
const open = () => lab.open();

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

describe('solve', () => {
  it('types what is still to be done, where the prompt is free', async () => {
    const engine = open();
    const host = scriptedHost(lab.clock, bareNode, bare);
    expect(await engine.solve({ id: ID, ...at('start'), task: 'kubelet' }, host)).toBeNull();
    expect(host.log).toEqual([
      't1: mkdir kubelet-manifests',
      't1: sudo ./kubelet --pod-manifest-path=$PWD/kubelet-manifests',
    ]);
    expect(lab.changes).toBe(2);
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
    const host = scriptedHost(lab.clock, (_line, view) => view, nginxView({ terminals }));
    expect(await engine.solve({ id: ID, ...at('address'), task: 'inspect', terminal: 't1' }, host)).toBeNull();
    expect(host.log).toEqual([
      "t2: sudo docker inspect --format '{{ range .NetworkSettings.Networks }}{{ .IPAddress }}{{ end }}' 8b049508e0dc",
    ]);
  });

  it('says so when the result does not come, and when something is being played', async () => {
    const engine = open();
    const idle = scriptedHost(lab.clock, (_line, view) => view, bare);
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
    const host = scriptedHost(lab.clock, bareNode, bare);
    expect(await open().solve({ id: ID, ...at('heal'), task: 'killed' }, host)).toMatchObject({ code: 'Invalid' });
    expect(host.log).toEqual([]);
  });
});

describe('reset', () => {
  it('builds the beginning of the step and forgets what was done in it', async () => {
    const engine = open();
    engine.enter(at('containers'), NOW);
    engine.evaluate(nginxView({ commands: { '1': command('docker ps') } }), NOW);
    const host = scriptedHost(lab.clock, bareNode, nginxView());
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
    const host = scriptedHost(lab.clock, bareNode, nginxView());
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
