'use client';
// The lab as this browser knows it: the server's view, and whether it is live. Written only by components/client.
import { create } from 'zustand';
import type { LabView } from '@/lib/protocol/view';

export interface LabState {
  connection: 'connecting' | 'online' | 'offline';
  /** ms since the epoch of the last change of connection. */
  connectionSince: number;
  /** Null until the first snapshot; kept (and marked stale by `connection`) while offline. */
  view: LabView | null;
  epoch: string;
  rev: number;
  /** Server time of the view, ms. */
  viewAt: number;
  /** Server clock minus browser clock, ms: countdowns are computed with it. */
  clockOffset: number;
}

export const useLab = create<LabState>(() => ({
  connection: 'connecting',
  connectionSince: Date.now(),
  view: null,
  epoch: '',
  rev: -1,
  viewAt: 0,
  clockOffset: 0,
}));

/** The server's time now, ms since the epoch. */
export const serverNow = (): number => Date.now() + useLab.getState().clockOffset;
