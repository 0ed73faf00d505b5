'use client';
// Chaos on demand: each button runs a command that could be typed, shows it, and says what it needs when it can't.
import { useState } from 'react';
import { request, typeIntoTerminal } from '@/components/client';
import { useLab } from '@/components/state/lab-store';
import { showPane, useWorkbench } from '@/components/state/workbench-store';
import { Icon, type IconName } from '@/components/ui/icon';
import { InlineText } from '@/components/ui/inline-text';
import { useLocale, useTexts } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import { inspectorTexts } from '@/lib/i18n/stage';
import type { Ack, Failure } from '@/lib/protocol/events';
import type { ContainerView } from '@/lib/protocol/view';
import { runningId } from '../model/containers';
import { SANDBOX, shortId } from '../model/names';
import { useView } from '../selectors';
import { useIsPast, useSource } from '../source';
import type { Subject } from './subject';

type Event = 'container:kill' | 'container:stop' | 'container:remove' | 'container:fill';

interface Deed {
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
const withShortId = ({ code, facts }: Failure): Failure => ({
  code,
  facts: typeof facts.container === 'string' ? { ...facts, container: shortId(facts.container) } : facts,
});

function useContainerDeeds(container: ContainerView): Deed[] {
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
    run: () => request(event, { id: crypto.randomUUID(), containerId: id }, { timeoutMs: ACT_MS }),
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

function useNodeDeeds(): Deed[] {
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

/** The foot of the inspector. */
export function Actions({ subject }: { subject: Subject }) {
  if (subject.kind === 'container') return <ContainerActions container={subject.container} />;
  return subject.kind === 'node' || subject.kind === 'kubelet' ? <NodeActions /> : null;
}

const ContainerActions = ({ container }: { container: ContainerView }) => <Foot deeds={useContainerDeeds(container)} />;

function NodeActions() {
  const t = useTexts(inspectorTexts).act;
  return <Foot deeds={useNodeDeeds()} note={t.engineNote} />;
}

type Said = { bad: boolean; text: string; more?: string };

function Foot({ deeds, note = '' }: { deeds: Deed[]; note?: string }) {
  const t = useTexts(inspectorTexts).act;
  const locale = useLocale();
  const past = useIsPast();
  const { live } = useSource();
  const online = useLab((state) => state.connection === 'online');
  const [doing, setDoing] = useState('');
  const [pointed, setPointed] = useState('');
  const [said, setSaid] = useState<Said | null>(null);
  const forAll = past || !live ? t.needs.live : online ? undefined : t.needs.online;
  const act = async (deed: Deed) => {
    setDoing(deed.key);
    setSaid(null);
    const answer = await deed.run();
    setDoing('');
    setSaid(
      answer.ok
        ? { bad: false, text: answer.value.command, more: answer.value.survived ? t.survived : '' }
        : { bad: true, text: failureText(withShortId(answer.error), locale) },
    );
  };
  const able = deeds.filter(({ needs }) => !needs && !forAll);
  const shown = able.find(({ key }) => key === pointed) ?? able[0];
  const needs = forAll ? [forAll] : [...new Set(deeds.flatMap((deed) => deed.needs ?? []))];
  return (
    <footer className="inspector-acts">
      <div className="inspector-buttons">
        {deeds.map((deed) => {
          const disabled = Boolean(forAll ?? deed.needs) || doing !== '';
          return (
            <button
              key={deed.key}
              type="button"
              className="btn line"
              data-act={deed.key}
              aria-disabled={disabled}
              title={forAll ?? deed.needs?.replaceAll('`', '')}
              onPointerEnter={() => setPointed(deed.key)}
              onFocus={() => setPointed(deed.key)}
              onClick={disabled ? undefined : () => void act(deed)}
            >
              <Icon name={doing === deed.key ? 'loader' : deed.icon} spin={doing === deed.key} />
              {deed.label}
            </button>
          );
        })}
      </div>
      {needs.map((text) => (
        <p key={text}>
          <InlineText text={text} />
        </p>
      ))}
      {said?.more ? <p role="status">{said.more}</p> : null}
      {note && able.length > 0 ? <p>{note}</p> : null}
      <p role="status" className="inspector-said" data-bad={said?.bad ? '' : undefined}>
        {said ? (
          said.bad ? (
            said.text
          ) : (
            <code>{`${t.ran} ${said.text}`}</code>
          )
        ) : shown ? (
          <code>$ {shown.command}</code>
        ) : null}
      </p>
    </footer>
  );
}
