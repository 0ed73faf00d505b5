'use client';
// What a stage draws: the live lab, or a moment of a past. Everything below the stage reads through here and can't tell the difference.
import { createContext, useCallback, useContext } from 'react';
import { useStore } from 'zustand';
import { type LabState, useLab } from '@/components/state/lab-store';
import { livePlayer } from './time/live';
import type { Player } from './time/player';

interface StageSource {
  player: Player;
  /** False: a recording, which has no live to go back to and nothing to act on. */
  live: boolean;
  /** Things can be clicked and explain themselves; a figure only shows. */
  inspectable: boolean;
}

const SourceContext = createContext<StageSource | null>(null);
export const StageSourceProvider = SourceContext;

export function useSource(): StageSource {
  return useContext(SourceContext) ?? { player: livePlayer(), live: true, inspectable: true };
}

/** The moment that is looked at, ms; null while the stage is live. */
export function useCursor(): number | null {
  const { player } = useSource();
  return useStore(player.store, (state) => state.cursor);
}

/** The stage shows what was, not what is: nothing can be done to it. */
export const useIsPast = (): boolean => useCursor() !== null;

/** A selection of the state that the stage draws. */
export function useStageLab<T>(select: (state: LabState) => T): T {
  const { player } = useSource();
  const past = useIsPast();
  // While the first view of a past is on its way, what is on stage stays.
  const ready = useStore(player.store, (state) => state.view !== null);
  return useStore(past && ready ? player.store : useLab, select);
}

/** Reads that state when it is called; the function stays the same while the source does. */
export function useStageState(): () => LabState {
  const { player } = useSource();
  const past = useIsPast();
  return useCallback(() => (past ? player.store.getState() : useLab.getState()), [player, past]);
}
