'use client';
// How the stage reads the lab: small selections, so that a change in one pod draws one room.
import { useShallow } from 'zustand/react/shallow';
import { useLab } from '@/components/state/lab-store';
import { useTick } from '@/components/ui/use-tick';
import type { LabView, ManifestView, PodView } from '@/lib/protocol/view';
import { litContainer } from './model/decisions';
import { isPlanned, sortedPods } from './model/pods';
import { useCursor, useStageLab } from './source';

/** Server time for countdowns, ms, once a second. It stands still while the connection is lost and while looking back. */
export function useNow(): number {
  const cursor = useCursor();
  const live = useLiveNow();
  return cursor ?? live;
}

/** The same without looking back: where the live head is. */
export function useLiveNow(): number {
  const offline = useLab((state) => state.connection === 'offline');
  const since = useLab((state) => state.connectionSince);
  const offset = useLab((state) => state.clockOffset);
  const tick = useTick(1000, !offline);
  return (offline ? since : Math.max(tick, since)) + offset;
}

/** One part of the view; undefined before the first snapshot. Parts keep their identity until they change. */
export const useView = <T>(select: (view: LabView) => T): T | undefined =>
  useStageLab((state) => (state.view ? select(state.view) : undefined));

export const useNodeName = (): string => useView((view) => view.node.name) ?? '';

export const usePod = (uid: string): PodView | undefined => useView((view) => view.pods[uid]);

export const useManifests = (): ManifestView[] =>
  useStageLab(useShallow((state) => Object.values(state.view?.manifests ?? {})));

/** Uids in the order of their names: those with something on the node, and those only wanted. */
export function usePodUids(): { built: string[]; planned: string[] } {
  const split = (want: boolean) => (state: { view: LabView | null }) =>
    state.view
      ? sortedPods(state.view)
          .filter((pod) => isPlanned(pod) === want)
          .map((pod) => pod.uid)
      : [];
  return { built: useStageLab(useShallow(split(false))), planned: useStageLab(useShallow(split(true))) };
}

/** Container that the light falls on in this pod; see litContainer. */
export const useLit = (uid: string): string => useView((view) => litContainer(view.decisions, view.kubelet, uid)) ?? '';
