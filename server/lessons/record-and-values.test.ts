// What a lesson engine keeps beside the progress: the record for the printed workbook, and values drawn at random.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { command, labView, NOW, nginxView } from '@/lib/lessons/checks/view-fixture';
import type { LessonEngine } from './engine';
import { at, bare, givenEngineLab, ID } from './engine-lab-fixture';
import { bareNode, scriptedHost } from './scripted-host';

// Every lesson is read anew by each engine.
vi.setConfig({ testTimeout: 30_000 });

const lab = givenEngineLab();
const open = () => lab.open();

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
    const host = scriptedHost(lab.clock, bareNode, nginxView());
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
    const lessons = join(lab.dir, 'lessons');
    for (const [file, text] of Object.entries({ ...FILES, 'demo/en.md': FILES['demo/de.md'] })) {
      mkdirSync(dirname(join(lessons, file)), { recursive: true });
      writeFileSync(join(lessons, file), text);
    }
    return lab.open({ lessonsDir: lessons, warn, random: () => draw });
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
    const host = scriptedHost(lab.clock, bareNode, bare);
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
    expect(await engine.restart({ id: ID, lesson: 'demo' }, scriptedHost(lab.clock, bareNode, bare))).toBeNull();
    expect(valuesOf(engine)).toEqual([['demo/one', 'fichte']]);
    expect(await engine.restart({ id: ID, lesson: 'none' }, scriptedHost(lab.clock, bareNode, bare))).toMatchObject({
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
    const path = join(lab.dir, 'lessons', 'demo', 'lesson.yaml');
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
    const path = join(lab.dir, 'progress.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('birke', 'palme'));
    expect(valuesOf(openDemo())).toEqual([['demo/one', 'birke']]);
  });
});
