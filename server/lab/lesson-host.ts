// What a solution that is being played may do: the same things that a learner can, through the same doors.
import type { Ack } from '@/lib/protocol/events';
import type { Clock } from '@/server/kubelet/clock';
import type { RuntimeService } from '@/server/kubelet/runtime-service';
import type { LessonHost } from '@/server/lessons/engine';
import type { Terminals } from '@/server/terminal';
import { FailureError } from './commands/failures';
import type { EngineObserver } from './engine/observer';
import type { KubeletHost } from './hosted/kubelet-host';
import type { ViewStore } from './view/store';
import type { Workspace } from './workspace/workspace';

export interface LessonHostParts {
  store: ViewStore;
  clock: Clock;
  workspace: Workspace;
  terminals: Terminals;
  runtime: RuntimeService;
  observer: EngineObserver;
  kubelets: KubeletHost;
  /** An empty node's kubelet has been sent nothing. */
  program: { forget(): Promise<void> };
}

/** A terminal that nobody has sized yet. */
const SIZE = { cols: 100, rows: 24 };
const PROMPT_MS = 3000;
const EMPTY_MS = 10_000;

export function createLessonHost(parts: LessonHostParts): LessonHost {
  const { store, workspace, terminals, runtime, observer, kubelets, program } = parts;
  return {
    view: store.view,
    waitFor: store.waitFor,
    async type(terminal, text) {
      const id = terminal !== undefined && isRunning(terminals, terminal) ? terminal : await openTerminal(parts);
      terminals.input(id, text);
      return id;
    },
    writeManifest: async (file, content) => void accepted(await workspace.put(file, content)),
    removeManifest: async (file) => void accepted(await workspace.discard(file)),
    async emptyNode() {
      await kubelets.stop();
      await program.forget();
      accepted(await workspace.clear());
      await removeContainers(runtime);
      await observer.look();
      await store.waitFor((view) => Object.keys(view.pods).length === 0 && !view.lab.manifestDirExists, EMPTY_MS);
    },
  };
}

function accepted<T>(answer: Ack<T>): T {
  if (!answer.ok) throw new FailureError(answer.error);
  return answer.value;
}

const isRunning = (terminals: Terminals, id: string): boolean =>
  terminals.list().terminals.some((terminal) => terminal.id === id && terminal.state === 'running');

/** Opens a terminal and waits for its first output: what is typed before the prompt would stand on the screen twice. */
async function openTerminal({ terminals, clock }: LessonHostParts): Promise<string> {
  const { id } = terminals.open(SIZE);
  const waiter = `lesson ${id}`;
  await new Promise<void>((resolve) => {
    const cancel = clock.after(PROMPT_MS, resolve);
    terminals.attach(id, 0, {
      id: waiter,
      terminalData() {
        cancel();
        resolve();
      },
    });
  });
  terminals.detach(id, waiter);
  return id;
}

/** App containers first: a sandbox that goes takes their network with it. */
async function removeContainers(runtime: RuntimeService): Promise<void> {
  const own = await runtime.list();
  const ids = (kind: 'sandbox' | 'container') => own.filter((row) => row.kind === kind).map((row) => row.id);
  await Promise.all(ids('container').map((id) => runtime.removeContainer(id)));
  await Promise.all(ids('sandbox').map((id) => runtime.removeSandbox(id)));
}
