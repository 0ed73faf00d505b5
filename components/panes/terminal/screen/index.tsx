'use client';
// The screen of one terminal. This module carries xterm: it is loaded by the pane when it runs in a browser.
import '@xterm/xterm/css/xterm.css';
import { Terminal } from '@xterm/xterm';
import { useEffect, useRef } from 'react';
import { useLab } from '@/components/state/lab-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { bytes } from '@/lib/i18n/format';
import { terminalTexts } from '@/lib/i18n/terminal';
import type { Failure } from '@/lib/protocol/events';
import type { TerminalView } from '@/lib/protocol/view';
import { SearchBar } from './search-bar';
import { useAttachment } from './use-attachment';
import { useScreenDress, useScreenSize } from './use-screen-size';
import { useTerminalScreen } from './use-terminal-screen';

interface ScreenProps {
  view: TerminalView;
  name: string;
  tabId: string;
  /** Element that tells the way out. */
  footId: string;
  active: boolean;
  searching: boolean;
  readAloud: boolean;
  onSearch(open: boolean): void;
  onLeave(): void;
  onRefused(failure: Failure): void;
}

export function Screen({ view, name, tabId, footId, active, searching, readAloud, ...on }: ScreenProps) {
  const t = useTexts(terminalTexts);
  const locale = useLocale();
  const host = useRef<HTMLDivElement>(null);
  const online = useLab((state) => state.connection === 'online');
  const typing = online && view.state === 'running';
  const live = useTerminalScreen(view, host, {
    key: (key) => (key === 'search' ? on.onSearch(true) : on.onLeave()),
    gapText: (missing) => t.gap(bytes(missing, locale)),
    refused: on.onRefused,
  });
  useAttachment(live);
  useScreenSize(live, host, view, active && typing);
  useScreenDress(live);
  useEffect(() => {
    if (!live) return;
    const { terminal } = live.screen;
    terminal.options.disableStdin = !typing;
    terminal.options.screenReaderMode = readAloud;
  }, [live, typing, readAloud]);
  useEffect(() => {
    Terminal.strings.promptLabel = t.promptLabel;
    Terminal.strings.tooMuchOutput = t.tooMuchOutput;
    const input = live?.screen.terminal.textarea;
    input?.setAttribute('aria-label', t.input(name));
    input?.setAttribute('aria-describedby', footId);
  }, [live, t, name, footId]);
  const focus = () => live?.screen.terminal.focus();
  return (
    <div
      className="term-screen"
      role="tabpanel"
      id={`${tabId}-screen`}
      aria-labelledby={tabId}
      data-terminal={view.id}
      data-active={active}
      data-typing={typing}
      data-ready={live !== null}
      inert={!active}
    >
      {searching && active && live ? (
        <SearchBar
          screen={live.screen}
          onClose={() => {
            on.onSearch(false);
            focus();
          }}
        />
      ) : null}
      <div className="term-host" ref={host} />
    </div>
  );
}
