'use client';
// What can be done to the things of the stage. Each deed is a command that could be typed, and says what it needs when it can't be done.
import { request, typeIntoTerminal } from '@/components/client';
import { newId } from '@/components/client/new-id';
import { useLab } from '@/components/state/lab-store';
import { showPane, useWorkbench } from '@/components/state/workbench-store';
import type { IconName } from '@/components/ui/icon';
import { useTexts } from '@/components/ui/locale';
import { inspectorTexts } from '@/lib/i18n/stage';
import type { Ack, Failure } from '@/lib/protocol/events';
import type { ContainerView } from '@/lib/protocol/view';
import { runningId } from '../model/containers';
import { SANDBOX, shortId } from '../model/names';
import { useView } from '../selectors';
import { useIsPast, useSource } from '../source';

type Event = 'container:kill' | 'container:stop' | 'container:remove' | 'container:fill';

export interface Deed {
  key: string;
  icon: IconName;
  label: string;
  /** What it needs; undefined when it can be done. */
  needs: string | undefined;
  /** As it will be shown before it is done. */
  command: string;
  run(): Promise<Ack<{ command: string; survived?: boolean }>>;
}

/** A stop waits for the grace period, a fill for the kernel. */
const ACT_MS = 70_000;

/** People know containers by the twelve figures that docker ps shows. */
export const withShortId = ({ code, facts }: Failure): Failure => ({
  code,
  facts: typeof facts.container === 'string' ? { ...facts, container: shortId(facts.container) } : facts,
});

/** What can be done to a container or sandbox. */
export function useContainerDeeds(container: ContainerView): Deed[] {
  const t = useTexts(inspectorTexts).act;
  const demo = useView((view) => view.engine.runtime === 'memory') ?? false;
  const running = runningId(container);
  const id = running ?? container.instances[0]?.id ?? '';
  const of = (event: Event, icon: IconName, label: string, docker: string, needs: string | undefined): Deed => ({
    key: event,
    icon,
    label,
    needs,
    command: `sudo docker ${docker} ${shortId(id)}`,
    run: () => request(event, { id: newId(), containerId: id }, { timeoutMs: ACT_MS }),
  });
  const mustRun = running ? undefined : id ? t.needs.running : t.needs.instance;
  const deeds = [
    of('container:kill', 'zap', t.kill, 'kill', mustRun),
    of('container:stop', 'circle-stop', t.stop, 'stop', mustRun),
    of('container:remove', 'trash-2', t.remove, 'rm -f', id ? undefined : t.needs.instance),
  ];
  if (container.name === SANDBOX) return deeds;
  const limit = container.memoryLimit ? undefined : t.needs.limit;
  return [...deeds, of('container:fill', 'memory-stick', t.fill, 'exec', mustRun ?? (demo ? t.needs.demo : limit))];
}

/** Types into a terminal of the lab, as a person would. */
async function typed(terminal: string, data: string, command: string): Promise<Ack<{ command: string }>> {
  const answer = await typeIntoTerminal(terminal, data);
  showPane('terminal');
  return answer.ok ? { ok: true, value: { command } } : answer;
}

const STOP_ENGINE = 'sudo systemctl stop docker';

/** Terminal to type into: the visible one, unless it is a log; then any other that has a shell. */
function useShell(): string | undefined {
  const active = useWorkbench((state) => state.activeTerminal);
  const terminals = useView((view) => view.terminals) ?? {};
  const shells = Object.values(terminals).filter(({ log, state }) => !log && state === 'running');
  return (shells.find(({ id }) => id === active) ?? shells[0])?.id;
}

/** What can be done to the node: to its kubelet and its engine. */
export function useNodeDeeds(): Deed[] {
  const t = useTexts(inspectorTexts).act;
  const host = useView((view) => Object.values(view.terminals).find(({ hostsKubelet }) => hostsKubelet)?.id);
  const demo = useView((view) => view.engine.runtime === 'memory') ?? false;
  const active = useShell();
  return [
    {
      key: 'kubelet',
      icon: 'power-off',
      label: t.stopKubelet,
      needs: host ? undefined : t.needs.kubelet,
      command: t.ctrlC,
      run: () => typed(host ?? '', '\x03', t.ctrlC),
    },
    {
      key: 'engine',
      icon: 'server-off',
      label: t.stopEngine,
      needs: demo ? t.needs.engineDemo : active ? undefined : t.needs.terminal,
      command: STOP_ENGINE,
      run: () => typed(active ?? '', STOP_ENGINE, STOP_ENGINE),
    },
  ];
}

/** Why nothing at all can be done now; undefined when something can. */
export function useHindrance(): string | undefined {
  const { needs } = useTexts(inspectorTexts).act;
  const past = useIsPast();
  const { live } = useSource();
  const online = useLab((state) => state.connection === 'online');
  return past || !live ? needs.live : online ? undefined : needs.online;
}
