// What the engine says, independent of any kubelet. Pure.
import type { EngineView } from '@/lib/protocol/view';
import type { ContainerRecord } from '@/server/kubelet/runtime-service';
import { SANDBOX } from './containers';
import { groupBy } from './grouping';
import type { KnownPod, LabState } from './state';

/** A new listing: the actual side. Pods that no kubelet wants and that have nothing left here are forgotten. */
export function recordsListed(state: LabState, records: ContainerRecord[]): LabState {
  const byPod = groupBy(records, (record) => record.podUid);
  const kept = Object.entries(state.kubelet.pods).filter(
    ([uid, known]) => known.desired || known.terminating || byPod.has(uid),
  );
  const pods = Object.fromEntries(kept.map(([uid, known]) => [uid, arrived(known, byPod.get(uid) ?? [])]));
  return { ...state, records, kubelet: { ...state.kubelet, pods } };
}

/** What the kubelet has started shows on the engine: from now on the engine tells. */
function arrived(known: KnownPod, records: ContainerRecord[]): KnownPod {
  const { acting, acted, ...rest } = known;
  if (!acted || !acting || !('attempt' in acting)) return known;
  const name = acting.kind === 'StartContainer' ? acting.container : SANDBOX;
  const shows = records.some((record) => record.containerName === name && record.attempt >= acting.attempt);
  return shows ? rest : known;
}

/** `since` moves only when the state changes. */
export function engineChanged(state: LabState, engine: Omit<EngineView, 'since' | 'runtime'>, at: number): LabState {
  const since = engine.state === state.engine.state ? state.engine.since : at;
  return { ...state, engine: { ...engine, runtime: state.engine.runtime, since } };
}
