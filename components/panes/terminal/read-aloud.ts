'use client';
import { useCallback, useSyncExternalStore } from 'react';

const KEY = 'kulissen.terminal.read-aloud';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on';
  } catch {
    return false; // storage is switched off in this browser
  }
}

/** Whether xterm keeps a copy of its lines for screen readers (it costs speed). Remembered in this browser. */
export function useReadAloud(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, read, () => false);
  const set = useCallback((next: boolean) => {
    try {
      localStorage.setItem(KEY, next ? 'on' : 'off');
    } catch {}
    for (const listener of listeners) listener();
  }, []);
  return [on, set];
}
