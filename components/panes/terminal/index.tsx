'use client';
// The terminal pane: the lab's shells as tabs, one xterm each. The shells live on the server; here is only their picture.
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useLab } from '@/components/state/lab-store';
import { useWorkbench } from '@/components/state/workbench-store';
import { useTexts } from '@/components/ui/locale';
import { terminalTexts } from '@/lib/i18n/terminal';
import type { Failure } from '@/lib/protocol/events';
import { EmptyTerminals, TerminalLoading } from './empty';
import { TerminalFoot } from './foot';
import { useFirstTerminal } from './open-terminal';
import { useReadAloud } from './read-aloud';
import { type NamedTerminal, TerminalTabs } from './tabs';
import './terminal.css';

const Screen = dynamic(() => import('./screen').then((module) => module.Screen), {
  ssr: false,
  loading: () => <TerminalLoading />,
});

/** The lab's terminals, oldest first, with the names of their tabs. */
function useTerminals(): NamedTerminal[] {
  const t = useTexts(terminalTexts);
  const base = useId();
  const terminals = useLab((state) => state.view?.terminals);
  return useMemo(() => {
    const views = Object.values(terminals ?? {}).sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
    return views.map((view, at) => {
      const sameTitle = views.slice(0, at + 1).filter((other) => other.title === view.title);
      const name = view.log ? t.log : t.tab(view.title, sameTitle.length);
      return { view, name, tabId: `${base}-${view.id}` };
    });
  }, [terminals, t, base]);
}

/** The tab on top; when its terminal is gone, the newest that is left. */
function useCurrent(terminals: NamedTerminal[]): NamedTerminal | undefined {
  const active = useWorkbench((state) => state.activeTerminal);
  const known = useLab((state) => state.view !== null);
  const current = terminals.find(({ view }) => view.id === active) ?? terminals.at(-1);
  const id = current?.view.id ?? null;
  useEffect(() => {
    if (known && id !== active) useWorkbench.getState().setActiveTerminal(id);
  }, [known, id, active]);
  return current;
}

export function TerminalPane() {
  const t = useTexts(terminalTexts);
  const pane = useRef<HTMLElement>(null);
  const footId = useId();
  const terminals = useTerminals();
  const current = useCurrent(terminals);
  const epoch = useLab((state) => state.epoch);
  const [searching, setSearching] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [readAloud, setReadAloud] = useReadAloud();
  const refused = useCallback((problem: Failure | null) => setFailure(problem), []);
  useFirstTerminal(refused);
  const focusTab = () => pane.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  // After the click: only then is the screen no longer inert.
  const focusScreen = (id: string) =>
    requestAnimationFrame(() => pane.current?.querySelector<HTMLElement>(`[data-terminal="${id}"] textarea`)?.focus());
  return (
    <section className="term" data-testid="terminal" aria-label={t.pane} ref={pane}>
      <TerminalTabs
        terminals={terminals}
        current={current}
        searching={searching}
        readAloud={readAloud}
        onSearch={setSearching}
        onReadAloud={setReadAloud}
        onFocusScreen={focusScreen}
        onRefused={refused}
      />
      <div className="term-screens">
        {terminals.length === 0 ? <EmptyTerminals onRefused={refused} /> : null}
        {terminals.map(({ view, name, tabId }) => (
          <Screen
            key={`${epoch} ${view.id}`}
            view={view}
            name={name}
            tabId={tabId}
            footId={footId}
            active={view.id === current?.view.id}
            searching={searching}
            readAloud={readAloud}
            onSearch={setSearching}
            onLeave={focusTab}
            onRefused={refused}
          />
        ))}
      </div>
      <TerminalFoot id={footId} view={current?.view} failure={failure} />
    </section>
  );
}
