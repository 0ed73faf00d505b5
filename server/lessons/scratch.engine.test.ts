import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '@/server/kubelet/clock';
import type { RuntimeService } from '@/server/kubelet/runtime-service';
import { createDockerRuntime } from '@/server/runtime/docker';
import { createTerminals } from '@/server/terminal';
import { kubeletProgram } from '../kubelet-program';
import { createLab } from '../lab/create-lab';
import type { Lab, LabClient } from '../lab/lab';
import { createLessonEngine } from './create-engine';
import { lessonHostOf } from './lab-host';
import { playLesson } from './play';
import { loadLesson } from './read';

const OWNERSHIP = { lab: `le-test-${process.pid}`, node: 'worker1' };
const out: string[] = [];
const CLIENT: LabClient = {
  id: 'tab',
  terminalData: ({ bytes }) => {
    out.push(Buffer.from(bytes).toString());
  },
};
let dir: string;
let lab: Lab;
let runtime: RuntimeService;
const lessonsDir = fileURLToPath(new URL('../../lessons', import.meta.url));
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kulissen-le-'));
  const outfile = join(dir, 'client.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../lab/hosted/client.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
  });
  runtime = createDockerRuntime({ socketPath: '/var/run/docker.sock', ownership: OWNERSHIP, onWarning: () => {} });
  const home = join(dir, 'home');
  mkdirSync(home);
  lab = await createLab({
    id: OWNERSHIP.lab,
    dataDir: dir,
    home,
    user: 'ada',
    nodeName: OWNERSHIP.node,
    runtime,
    clock: systemClock,
    locale: 'de',
    lessons: createLessonEngine({ lessonsDir, progressFile: join(dir, 'progress.json'), clock: systemClock }),
    program: kubeletProgram({ dataDir: dir, ownership: OWNERSHIP, runtime, clock: systemClock }),
    terminals: createTerminals({
      home,
      shimDir: join(dir, 'bin'),
      user: 'ada',
      node: 'worker1',
      limit: 4,
      env: { DOCKER_HOST: 'unix:///var/run/docker.sock' },
      clock: systemClock,
    }),
    clientCommand: [process.execPath, outfile],
    socketFallback: tmpdir(),
    warn: (m) => console.log('WARN', m),
  });
});
afterAll(async () => {
  await lab.close();
  for (const { id, kind } of await runtime.list())
    await (kind === 'sandbox' ? runtime.removeSandbox(id) : runtime.removeContainer(id));
  rmSync(dir, { recursive: true, force: true });
});
it('plays', async () => {
  const host = lessonHostOf(lab, CLIENT, { clock: systemClock, empty: { lesson: 'walkthrough', step: 'start' } });
  for (const step of loadLesson(lessonsDir, 'walkthrough').steps)
    await lab.perform(CLIENT, 'lesson:enter', { lesson: 'walkthrough', step: step.id });
  const attached = new Set<string>();
  lab.onChange(() => {
    for (const id of Object.keys(lab.snapshot().view.terminals))
      if (!attached.has(id)) {
        attached.add(id);
        void lab.perform(CLIENT, 'term:attach', { terminal: id, offset: 0 });
      }
  });
  const results = await playLesson(loadLesson(lessonsDir, 'walkthrough'), host, { resets: process.env.RESETS === '1' });
  console.log(JSON.stringify(results));
  const { fillSentence } = await import('@/lib/lessons/sentences');
  const lesson = loadLesson(lessonsDir, 'walkthrough');
  const view = lab.snapshot().view;
  for (const locale of ['de', 'en'] as const)
    for (const step of lesson.texts[locale].steps)
      for (const task of step.tasks) {
        const t = view.steps['walkthrough/' + step.id]?.tasks[task.id];
        console.log(
          step.id,
          task.id,
          t?.state,
          JSON.stringify(t?.unmet),
          fillSentence(task.sentences.done ?? [], { facts: t?.facts ?? {}, locale, now: Date.now() })
            .map((x) => ('text' in x ? x.text : ''))
            .join(''),
        );
      }
  expect(results.every((r) => r.ok)).toBe(true);
}, 400_000);
