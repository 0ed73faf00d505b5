// The lab of one learner, put together from the settings: by the one process of self-study, or by the broker.
import { mkdir } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { chooseEngine } from './engine-choice';
import { systemClock } from './kubelet/clock';
import { kubeletProgram } from './kubelet-program';
import { createLab } from './lab/create-lab';
import { labIdIn } from './lab/data/lab-id';
import type { Lab } from './lab/lab';
import { createLessonEngine, watchLessons } from './lessons';
import { LAB_IMAGE_NAMES } from './runtime/images/lab-images';
import type { Settings } from './settings';
import { createTerminals } from './terminal';
import { consoleTexts } from './texts';

const MAX_TERMINALS = 8;
/** What the only seat of self-study is called between web process and broker. */
export const THE_SEAT = 'lab';

/** Opens the lab below `dataDir`, which the caller has locked. */
export async function openLab(settings: Settings, log: (line: string) => void): Promise<Lab> {
  const { dataDir, nodeName, root, locale, dockerSocket } = settings;
  const id = await labIdIn(dataDir);
  const ownership = { lab: id, node: nodeName };
  const { runtime, reason, standIn } = await chooseEngine(settings, ownership, (message) => log(`engine: ${message}`));
  if (runtime.kind === 'memory' && settings.runtime === 'auto') log(consoleTexts[locale].memory(reason));
  const home = join(dataDir, 'home');
  await mkdir(home, { recursive: true });
  const user = userInfo().username;
  const clock = systemClock;
  const env = runtime.kind === 'docker' ? { DOCKER_HOST: `unix://${dockerSocket}` } : {};
  const shimDir = join(dataDir, 'bin');
  return createLab({
    id,
    dataDir,
    home,
    user,
    nodeName,
    runtime,
    clock,
    locale,
    program: kubeletProgram({ dataDir, ownership, runtime, clock }),
    terminals: createTerminals({
      home,
      shimDir,
      user,
      node: nodeName,
      limit: MAX_TERMINALS,
      env,
      clock,
    }),
    lessons: createLessonEngine({
      lessonsDir: join(root, 'lessons'),
      progressFile: join(dataDir, 'progress.json'),
      clock,
      warn: (message) => log(`lessons: ${message}`),
    }),
    ...(settings.dev && { authoring: (changed) => watchLessons({ root, clock, changed }) }),
    clientCommand: clientCommand(settings),
    shimDir,
    demoPrograms: standIn,
    images: LAB_IMAGE_NAMES,
    historyBytes: settings.historyBytes,
    socketFallback: tmpdir(),
    warn: (message) => log(`lab: ${message}`),
  });
}

/** `./kubelet` runs the bundled client; in development its source, so that no build is needed. */
function clientCommand({ dev, root }: Settings): string[] {
  if (!dev) return [process.execPath, join(root, 'dist', 'kubelet-client.mjs')];
  return [process.execPath, '--import', import.meta.resolve('tsx'), join(root, 'server', 'lab', 'hosted', 'client.ts')];
}
