import { evaluateCheck } from '@/lib/lessons/checks/evaluate';
import { type Lesson, startManifests } from '@/lib/lessons/lesson';
import type { Step } from '@/lib/lessons/schema';
import { chooseTerminal } from '@/lib/lessons/terminals';
import type { Failure } from '@/lib/protocol/events';
import type { LabView } from '@/lib/protocol/view';
import { type Playing, playActions } from './play-actions';

const KUBELET_MS = 30_000;
const HOLDS_MS = 90_000;
const PROMPT_BACK_MS = 5_000;

/** Builds what a step begins with, from an empty node, by the same means that a learner has. */
export async function buildStart(lesson: Lesson, step: Step, playing: Playing): Promise<Failure | null> {
  const { host, preferred } = playing;
  await host.emptyNode();
  if (step.start.kubelet || step.start.build.length > 0) {
    // The shell that hosted the old kubelet gets its prompt back a moment after the kubelet is gone.
    await host.waitFor((view) => chooseTerminal(view, 'shell', preferred) !== undefined, PROMPT_BACK_MS);
  }
  if (step.start.kubelet) {
    const failure = await startKubelet(playing);
    if (failure) return failure;
  }
  const unbuilt = await playActions(step.start.build, playing);
  if (unbuilt) return unbuilt;
  const files = startManifests(lesson, step.id);
  for (const [file, content] of Object.entries(files)) await host.writeManifest(file, content);
  const { holds } = step.start;
  // A solution that overwrites a file has to know it: the beginning is there once the view shows what was written.
  const stands = (view: LabView) =>
    Object.keys(files).every((file) => view.manifests[file] !== undefined) &&
    (!holds || evaluateCheck(holds, playing.context(view), 'start').state === 'met');
  const held = await host.waitFor(stands, HOLDS_MS);
  return held ? null : { code: 'Timeout', facts: { what: 'start' } };
}

async function startKubelet(playing: Playing): Promise<Failure | null> {
  const { lab } = playing.host.view();
  const folder = lab.manifestDir.startsWith(`${lab.home}/`)
    ? lab.manifestDir.slice(lab.home.length + 1)
    : lab.manifestDir;
  const path = folder.startsWith('/') ? folder : `$PWD/${folder}`;
  const failure = await playActions(
    [
      { type: `cd ${quoted(lab.home)} && mkdir -p ${quoted(folder)}`, terminal: 'shell', stays: false },
      { type: `sudo ./kubelet --pod-manifest-path=${path}`, terminal: 'shell', stays: true },
    ],
    playing,
  );
  if (failure) return failure;
  const running = await playing.host.waitFor(isRunning, KUBELET_MS);
  if (running) return null;
  const { state, exit } = playing.host.view().kubelet;
  return { code: 'Timeout', facts: { what: 'kubelet', state, message: exit?.message ?? '' } };
}

const isRunning = (view: LabView): boolean => view.kubelet.state === 'running';

const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`);
