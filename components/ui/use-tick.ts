'use client';
// One timer for everything that counts seconds: all subscribers of a period share it, and it stops with the last of them.
import { useCallback, useSyncExternalStore } from 'react';

interface Ticker {
  now: number;
  timer: ReturnType<typeof setInterval> | undefined;
  listeners: Set<() => void>;
}
const tickers = new Map<number, Ticker>();

function tickerOf(periodMs: number): Ticker {
  const known = tickers.get(periodMs);
  if (known) return known;
  const made: Ticker = { now: 0, timer: undefined, listeners: new Set() };
  tickers.set(periodMs, made);
  return made;
}

/** Calls `listener` once a period; returns how to stop. */
export function subscribeTick(periodMs: number, listener: () => void): () => void {
  const ticker = tickerOf(periodMs);
  if (ticker.listeners.size === 0) {
    ticker.now = Date.now();
    ticker.timer = setInterval(() => {
      ticker.now = Date.now();
      for (const each of ticker.listeners) each();
    }, periodMs);
  }
  ticker.listeners.add(listener);
  return () => {
    ticker.listeners.delete(listener);
    if (ticker.listeners.size > 0) return;
    clearInterval(ticker.timer);
    ticker.timer = undefined;
  };
}

/**
 * Browser time of the last tick, ms since the epoch, at most `periodMs` old; 0 while rendering on the server.
 * With `running` false the timer is left and the last value stays.
 */
export function useTick(periodMs: number, running = true): number {
  const subscribe = useCallback(
    (listener: () => void) => (running ? subscribeTick(periodMs, listener) : () => undefined),
    [periodMs, running],
  );
  return useSyncExternalStore(
    subscribe,
    () => tickerOf(periodMs).now,
    () => 0,
  );
}
