'use client';
import { Captions, Plus, Rows3, Search, Terminal, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { request } from '@/components/client';
import { newId } from '@/components/client/new-id';
import { useLab } from '@/components/state/lab-store';
import { MaximiseButton } from '@/components/state/maximise-button';
import { useWorkbench } from '@/components/state/workbench-store';
import { useTexts } from '@/components/ui/locale';
import { terminalTexts } from '@/lib/i18n/terminal';
import type { Failure } from '@/lib/protocol/events';
import type { TerminalView } from '@/lib/protocol/view';
import { openTerminal } from './open-terminal';

export interface NamedTerminal {
  view: TerminalView;
  name: string;
  tabId: string;
}

interface TabsProps {
  terminals: NamedTerminal[];
  current: NamedTerminal | undefined;
  searching: boolean;
  readAloud: boolean;
  onSearch(open: boolean): void;
  onReadAloud(on: boolean): void;
  onFocusScreen(terminal: string): void;
  onRefused(failure: Failure | null): void;
}

export function TerminalTabs({ terminals, current, searching, readAloud, ...on }: TabsProps) {
  const t = useTexts(terminalTexts);
  const online = useLab((state) => state.connection === 'online');
  const open = async () => on.onRefused(await openTerminal());
  return (
    <div className="term-tabs">
      <TabList terminals={terminals} current={current} onFocusScreen={on.onFocusScreen} />
      <button
        type="button"
        className="btn icon"
        aria-label={t.open}
        title={t.open}
        disabled={!online}
        onClick={() => void open()}
      >
        <Plus className="i" aria-hidden="true" />
      </button>
      <span className="grow" />
      {current ? (
        <span className="term-acts">
          <button
            type="button"
            className="btn icon"
            aria-label={t.readAloud}
            title={t.readAloud}
            aria-pressed={readAloud}
            onClick={() => on.onReadAloud(!readAloud)}
          >
            <Captions className="i" aria-hidden="true" />
          </button>
          <button
            type="button"
            className="btn icon"
            aria-label={t.search}
            title={`${t.search} (${t.searchKeys})`}
            aria-expanded={searching}
            onClick={() => on.onSearch(!searching)}
          >
            <Search className="i" aria-hidden="true" />
          </button>
          <CloseButton key={current.view.id} terminal={current} onRefused={on.onRefused} />
        </span>
      ) : null}
      <MaximiseButton pane="terminal" />
    </div>
  );
}

function TabList({ terminals, current, onFocusScreen }: Pick<TabsProps, 'terminals' | 'current' | 'onFocusScreen'>) {
  const t = useTexts(terminalTexts);
  const select = (terminal: NamedTerminal) => useWorkbench.getState().setActiveTerminal(terminal.view.id);
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = current ? terminals.indexOf(current) : -1;
    const last = terminals.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[
      event.key
    ];
    const next = to === undefined ? undefined : terminals[to];
    if (!next) return;
    event.preventDefault();
    select(next);
    event.currentTarget.querySelector<HTMLElement>(`#${CSS.escape(next.tabId)}`)?.focus();
  };
  return (
    <div className="term-tabset" role="tablist" aria-label={t.tabs} onKeyDown={onKey}>
      {terminals.map((terminal) => (
        <button
          key={terminal.tabId}
          type="button"
          role="tab"
          className="term-tab"
          id={terminal.tabId}
          aria-selected={terminal === current}
          aria-controls={`${terminal.tabId}-screen`}
          tabIndex={terminal === current ? 0 : -1}
          onClick={(event) => {
            select(terminal);
            // A click of the mouse goes on to type; Enter and Space (detail 0) stay among the tabs.
            if (event.detail > 0) onFocusScreen(terminal.view.id);
          }}
        >
          {terminal.view.log ? (
            <Rows3 className="i" aria-hidden="true" />
          ) : (
            <Terminal className="i" aria-hidden="true" />
          )}
          <span>{terminal.name}</span>
          {terminal.view.hostsKubelet && !terminal.view.log ? <small>{t.hostsKubelet}</small> : null}
          {terminal.view.state === 'exited' ? <small>{t.ended}</small> : null}
        </button>
      ))}
    </div>
  );
}

/** Asks first when something runs in it. */
function CloseButton({ terminal, onRefused }: { terminal: NamedTerminal; onRefused(failure: Failure | null): void }) {
  const t = useTexts(terminalTexts);
  const { id, hostsKubelet, state } = terminal.view;
  const [asking, setAsking] = useState(false);
  const online = useLab((lab) => lab.connection === 'online');
  const running = useLab(
    (lab) =>
      Object.values(lab.view?.commands ?? {}).find(
        (command) => command.terminal === id && command.exitCode === undefined,
      )?.line,
  );
  const close = async () => {
    setAsking(false);
    const answer = await request('term:close', { id: newId(), terminal: id });
    onRefused(answer.ok ? null : answer.error);
  };
  const busy = state === 'running' && (hostsKubelet || running !== undefined);
  if (asking && busy) {
    const question = hostsKubelet ? t.closeAskKubelet : t.closeAsk(running?.split('\n')[0] ?? '');
    return (
      <span className="term-ask" role="alertdialog" aria-label={question}>
        <span title={question}>{question}</span>
        <button type="button" className="btn text" onClick={() => void close()} ref={(element) => element?.focus()}>
          {t.closeDo}
        </button>
        <button type="button" className="btn text" onClick={() => setAsking(false)}>
          {t.cancel}
        </button>
      </span>
    );
  }
  return (
    <button
      type="button"
      className="btn icon"
      aria-label={t.close(terminal.name)}
      title={t.close(terminal.name)}
      disabled={!online}
      onClick={() => (busy ? setAsking(true) : void close())}
    >
      <X className="i" aria-hidden="true" />
    </button>
  );
}
