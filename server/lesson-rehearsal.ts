// Lessons played from an empty node by what Solve uses: real engine, real kubelet, real terminals, a data folder of its own.
// For CI, and for trainers who want to know beforehand (npm run lessons:check).
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Locale } from '@/lib/i18n/locale';
import { type Lesson, readPart } from '@/lib/lessons/lesson';
import { problemLine } from '@/lib/lessons/problem';
import { systemClock } from '@/server/kubelet/clock';
import { createDockerRuntime } from '@/server/runtime/docker';
import { createTerminals } from '@/server/terminal';
import { kubeletProgram } from './kubelet-program';
import { createLab } from './lab/create-lab';
import type { Lab, LabClient } from './lab/lab';
import { createLessonEngine, lessonHostOf, loadLesson, playLesson, type StepResult } from './lessons';
import { lessonFolder } from './lessons/read';

const lessonsDir = fileURLToPath(new URL('../lessons', import.meta.url));

/** Its beginning is an empty node. */
const BARE = { lesson: 'walkthrough', step: 'start' };
const CLIENT: LabClient = { id: 'rehearsal', terminalData: () => {} };

export interface Rehearsal {
  lab: Lab;
  /** A lesson as it was read. Throws when it is broken or missing. */
  lesson(slug: string): Lesson;
  /** Plays a lesson; `resets`: each step from a beginning that reset alone has built. */
  play(slug: string, resets?: boolean): Promise<StepResult[]>;
  /** Ends the lab and removes all that it has left on the engine and on the disk. */
  dispose(): Promise<void>;
}

/** Opens a lab of its own on the engine behind `socketPath`, speaking `locale` in its terminals; the lab's images must be there. */
export async function openRehearsal(socketPath: string, locale: Locale = 'de'): Promise<Rehearsal> {
  const ownership = { lab: `rehearsal-${locale}-${process.pid}`, node: 'worker1' };
  const dir = mkdtempSync(join(tmpdir(), 'kulissen-rehearsal-'));
  const outfile = join(dir, 'client.mjs');
  const entry = fileURLToPath(new URL('./lab/hosted/client.ts', import.meta.url));
  await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile });
  const runtime = createDockerRuntime({ socketPath, ownership, onWarning: () => {} });
  const home = join(dir, 'home');
  mkdirSync(home);
  const lab = await createLab({
    id: ownership.lab,
    dataDir: dir,
    home,
    user: 'ada',
    nodeName: ownership.node,
    runtime,
    clock: systemClock,
    locale,
    lessons: createLessonEngine({ lessonsDir, progressFile: join(dir, 'progress.json'), clock: systemClock }),
    program: kubeletProgram({ dataDir: dir, ownership, runtime, clock: systemClock }),
    terminals: createTerminals({
      home,
      shimDir: join(dir, 'bin'),
      user: 'ada',
      node: ownership.node,
      limit: 4,
      env: { DOCKER_HOST: `unix://${socketPath}`, LC_ALL: locale === 'de' ? 'de_DE.UTF-8' : 'en_GB.UTF-8' },
      clock: systemClock,
    }),
    clientCommand: [process.execPath, outfile],
    shimDir: join(dir, 'bin'),
    socketFallback: tmpdir(),
    warn: () => {},
  });
  return {
    lab,
    lesson: (slug) => loadLesson(lessonsDir, slug),
    play: (slug, resets = false) =>
      playLesson(loadLesson(lessonsDir, slug), lessonHostOf(lab, CLIENT, { clock: systemClock, empty: BARE }), {
        clock: systemClock,
        resets,
      }),
    async dispose() {
      await lab.close();
      for (const { id, kind } of await runtime.list()) {
        await (kind === 'sandbox' ? runtime.removeSandbox(id) : runtime.removeContainer(id));
      }
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Slugs of the part's lessons, in reading order. */
export function lessonSlugs(): string[] {
  const { part, problems } = readPart(lessonFolder(lessonsDir));
  if (!part) throw new Error(problems.map(problemLine).join('\n'));
  return part.lessons;
}
