'use client';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { onTerminalData, request } from '@/components/client';
import { useWorkbench } from '@/components/state/workbench-store';
import type { Failure } from '@/lib/protocol/events';
import type { TerminalView } from '@/lib/protocol/view';
import { isReply } from './replies';
import { TerminalStream } from './stream';
import { type ScreenEvents, type Size, TerminalScreen } from './terminal-screen';
import { typist } from './typist';

export interface LiveScreen {
  screen: TerminalScreen;
  stream: TerminalStream;
}

interface Options extends Pick<ScreenEvents, 'key' | 'gapText'> {
  /** Why something typed, or a size, did not arrive. */
  refused(failure: Failure): void;
}

/** A slow font must not keep the terminal away; it is measured again when the pane is next fitted. */
const FONT_MS = 1500;

/** Makes the xterm of one terminal in `host`, and its stream; null until the font is there to be measured. */
export function useTerminalScreen(
  { id, cols, rows }: TerminalView,
  host: RefObject<HTMLElement | null>,
  options: Options,
): LiveScreen | null {
  const [live, setLive] = useState<LiveScreen | null>(null);
  // The screen outlives many renders and must not be made anew for a changed callback.
  const latest = useRef({ ...options, size: { cols, rows } });
  useEffect(() => {
    latest.current = { ...options, size: { cols, rows } };
  });
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let made: LiveScreen | null = null;
    let gone = false;
    void fontOf(element).then(() => {
      if (gone) return;
      made = makeScreen(id, element, latest.current.size, {
        key: (key) => latest.current.key(key),
        gapText: (missing) => latest.current.gapText(missing),
        refused: (failure) => latest.current.refused(failure),
      });
      setLive(made);
    });
    return () => {
      gone = true;
      made?.stream.dispose();
      made?.screen.dispose();
      setLive(null);
    };
  }, [id, host]);
  return live;
}

function makeScreen(terminal: string, host: HTMLElement, size: Size, options: Options): LiveScreen {
  const type = typist(terminal, options.refused);
  const screen = new TerminalScreen(
    host,
    {
      ...options,
      pointed: (named) => useWorkbench.getState().pointAt(named && { kind: 'container', ...named }),
      opened: (named) => useWorkbench.getState().inspect({ kind: 'container', ...named }),
      typed(text) {
        if (isReply(text) && (stream.replaying || !document.hasFocus())) return;
        type(text);
      },
      resized: (size) =>
        void request('term:resize', { terminal, ...size }).then((answer) => {
          if (!answer.ok && answer.error.code === 'Invalid') options.refused(answer.error);
        }),
    },
    size,
  );
  const stream = new TerminalStream(terminal, screen, { request, onTerminalData });
  return { screen, stream };
}

function fontOf(element: HTMLElement): Promise<unknown> {
  const { fontSize, fontFamily } = getComputedStyle(element);
  const late = new Promise((resolve) => setTimeout(resolve, FONT_MS));
  return Promise.race([document.fonts.load(`${fontSize} ${fontFamily}`).catch(() => {}), late]);
}
