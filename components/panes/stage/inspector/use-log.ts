'use client';
import { useEffect, useState } from 'react';
import { request } from '@/components/client';
import type { Failure } from '@/lib/protocol/events';

export interface LogLine {
  /** Counts the lines of this log as they came. */
  n: number;
  raw: string;
}

interface Log {
  id: string;
  lines: readonly LogLine[];
  over: boolean;
  failure: Failure | null;
}

/** Lines kept in the page; more can't be read by anybody. */
export const KEPT_LINES = 20_000;
/** At most so often does the page take lines, ms. */
const PAUSE_MS = 90;
/** After an answer that did not come. */
const RETRY_MS = 2000;

const sleep = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Follows a container's log while the caller is mounted. '' follows none. */
export function useLog(id: string): Log {
  const [log, setLog] = useState<Log>({ id, lines: [], over: false, failure: null });
  useEffect(() => {
    if (!id) return;
    const leaving = new AbortController();
    const follow = async () => {
      let next = 0;
      let lines: LogLine[] = [];
      while (!leaving.signal.aborted) {
        const answer = await request('container:log', { containerId: id, from: next });
        if (leaving.signal.aborted) return;
        if (!answer.ok) {
          setLog({ id, lines, over: false, failure: answer.error });
          if (answer.error.code === 'NotFound' || answer.error.code === 'NotOurs') return;
          await sleep(RETRY_MS, leaving.signal);
          // The server may have forgotten where we were.
          [next, lines] = [0, []];
          continue;
        }
        const { value } = answer;
        const first = value.next - value.lines.length;
        lines = [...lines, ...value.lines.map((raw, index) => ({ n: first + index, raw }))].slice(-KEPT_LINES);
        next = value.next;
        if (value.lines.length > 0 || value.over) setLog({ id, lines, over: value.over, failure: null });
        if (value.over) return;
        await sleep(PAUSE_MS, leaving.signal);
      }
    };
    void follow();
    return () => leaving.abort();
  }, [id]);
  return log.id === id ? log : { id, lines: [], over: false, failure: null };
}
