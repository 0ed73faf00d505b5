// The walkthrough on the real engine, through the lab's own door: played headless, reset to every step, and solved as a learner
// would have it done for them.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '@/server/kubelet/clock';
import type { RuntimeService } from '@/server/kubelet/runtime-service';
import { createDockerRuntime } from '@/server/runtime/docker';
import { ensureLabImages } from '@/server/runtime/images/lab-images';
import { createTerminals } from '@/server/terminal';
import { kubeletProgram } from '../kubelet-program';
import { createLab } from '../lab/create-lab';
import type { Lab, LabClient } from '../lab/lab';
import { createLessonEngine, lessonHostOf, loadLesson, playLesson } from './index';

const SOCKET = '/var/run/docker.sock';
const OWNERSHIP = { lab: `le-test-${process.pid}`, node: 'worker1' };
const CLIENT: LabClient = { id: 'tab', terminalData: () => {} };
const lessonsDir = fileURLToPath(new URL('../../lessons', import.meta.url));
const lesson = loadLesson(lessonsDir, 'walkthrough');
const FIRST = { lesson: lesson.slug, step: lesson.steps[0]?.id ?? '' };

let dir: string;
let lab: Lab;
let runtime: RuntimeService;

beforeAll(async () => {
  await ensureLabImages({ socketPath: SOCKET, report: () => {}, allowDownload: false });
  dir = mkdtempSync(join(tmpdir(), 'kulissen-le-'));
  const outfile = join(dir, 'client.mjs');
  const entry = fileURLToPath(new URL('../lab/hosted/client.ts', import.meta.url));
  await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile });
  runtime = createDockerRuntime({ socketPath: SOCKET, ownership: OWNERSHIP, onWarning: () => {} });
  const home = join(dir, 'home');
  mkdirSync(home);
  const env = { DOCKER_HOST: `unix://${SOCKET}` };
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
      env,
      clock: systemClock,
    }),
    clientCommand: [process.execPath, outfile],
    shimDir: join(dir, 'bin'),
    socketFallback: tmpdir(),
    warn: () => {},
  });
});

afterAll(async () => {
  await lab.close();
  for (const { id, kind } of await runtime.list()) {
    await (kind === 'sandbox' ? runtime.removeSandbox(id) : runtime.removeContainer(id));
  }
  rmSync(dir, { recursive: true, force: true });
});

it.each([
  ['one step after the other', false],
  ['each step from its own beginning', true],
])('fails every check before its solution and holds after it: %s', async (_name, resets) => {
  const host = lessonHostOf(lab, CLIENT, { clock: systemClock, empty: FIRST });
  const results = await playLesson(lesson, host, { clock: systemClock, resets });
  expect(results.filter((result) => !result.ok)).toEqual([]);
  expect(results.map(({ step }) => step)).toEqual(lesson.steps.map(({ id }) => id));
});

it('solves every task for the learner, in the terminal', async () => {
  const command = (step: string) => ({ id: crypto.randomUUID(), lesson: lesson.slug, step });
  expect(await lab.perform(CLIENT, 'lesson:reset', command(FIRST.step))).toMatchObject({ ok: true });
  for (const step of lesson.steps) {
    await lab.perform(CLIENT, 'lesson:enter', { lesson: lesson.slug, step: step.id });
    const task = step.tasks.at(-1)?.id ?? '';
    expect(await lab.perform(CLIENT, 'lesson:solve', { ...command(step.id), task })).toEqual({ ok: true, value: {} });
    const tasks = Object.values(lab.snapshot().view.steps[`${lesson.slug}/${step.id}`]?.tasks ?? {});
    expect(tasks.map(({ state }) => state)).toEqual(step.tasks.map(() => 'done'));
  }
});
