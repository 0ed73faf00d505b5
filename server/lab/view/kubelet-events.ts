// The kubelet's stream of events folded into what the lab knows about it. Pure.
import type { StaticPod } from '@/lib/k8s/types';
import type { SourceView } from '@/lib/protocol/view';
import type { Action } from '@/server/kubelet/actions';
import type { KubeletEvent } from '@/server/kubelet/kubelet';
import type { KnownPod, KubeletState, ManifestReading } from './state';

type Of<T extends KubeletEvent['type']> = Extract<KubeletEvent, { type: T }>;

/** The state after `event`. */
export function applyKubeletEvent(state: KubeletState, event: KubeletEvent): KubeletState {
  switch (event.type) {
    case 'manifestRead':
      return stamp(readManifest(state, event), { lastReadAt: event.at });
    case 'manifestGone':
      return { ...state, readings: without(state.readings, event.file) };
    case 'sourceRead':
      return stamp(readSource(state, event), event.readAt > 0 ? { lastReadAt: event.at } : {});
    case 'delivered':
      return changeSource(state, event.source, (source) => ({ ...source, seen: true }));
    case 'podAdded':
    case 'podUpdated':
      return withPod(state, event.pod.metadata.uid, (known) => desire(known, event.pod, event.file));
    case 'podRemoved':
      return changePod(state, event.pod.metadata.uid, (known) => ({
        ...known,
        desired: false,
        terminating: true,
        waits: {},
      }));
    case 'planned':
      return changePod(state, event.podUid, (known) => ({ ...known, waits: waitsOf(event.actions) }));
    case 'acting':
      return stamp(
        changePod(introduced(state, event), event.podUid, (known) => begin(known, event.action, event.at)),
        { lastActedAt: event.at },
      );
    case 'acted':
      return stamp(
        changePod(state, event.podUid, (known) => finish(known, event)),
        { lastActedAt: event.at },
      );
    case 'lifecycle':
      return stamp(state, { lastObservedAt: event.at });
    case 'status':
      return stamp(report(state, event.pod), { lastObservedAt: event.at });
    case 'podForgotten':
      return forget(state, event.podUid);
    case 'phase':
      return enterPhase(state, event);
    case 'loop':
      return stamp(state, { loop: event.loop });
    case 'runtime':
      // Work that the engine cut short is at no phase any more.
      return event.up ? state : stamp({ ...state, phases: {} }, { phase: 'idle', subject: '' });
    case 'pressures':
      return stamp(state, { pressures: event.pressures });
    case 'log':
    case 'event':
    case 'nodeEvent':
      return state;
  }
}

const stamp = (state: KubeletState, fields: Partial<KubeletState['view']>): KubeletState => ({
  ...state,
  view: { ...state.view, ...fields },
});

export function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  if (!Object.hasOwn(record, key)) return record;
  const { [key]: _gone, ...rest } = record;
  return rest;
}

function withPod(state: KubeletState, uid: string, change: (known: KnownPod | undefined) => KnownPod): KubeletState {
  return { ...state, pods: { ...state.pods, [uid]: change(state.pods[uid]) } };
}

function changePod(state: KubeletState, uid: string, change: (known: KnownPod) => KnownPod): KubeletState {
  const known = state.pods[uid];
  return known ? withPod(state, uid, () => change(known)) : state;
}

function desire(known: KnownPod | undefined, pod: StaticPod, file: string | undefined): KnownPod {
  const { killAt: _killAt, ...kept } = known ?? { waits: {} };
  return { ...kept, pod, ...(file !== undefined && { file }), desired: true, terminating: false };
}

function report(state: KubeletState, { status, ...pod }: StaticPod): KubeletState {
  if (!status) return state;
  return withPod(state, pod.metadata.uid, (known) => {
    const before = known ?? { desired: false, terminating: false, waits: {} };
    // An orphan's pod is made up from labels and knows less than the engine.
    return before.desired || before.pod ? { ...before, pod, status } : { ...before, status };
  });
}

function readSource(
  state: KubeletState,
  { source: name, address, periodMs, readAt, error }: Of<'sourceRead'>,
): KubeletState {
  const seen = state.view.sources[name]?.seen ?? false;
  const source = { name, address, periodMs, lastReadAt: readAt, lastError: error, seen };
  return stamp(state, { sources: { ...state.view.sources, [name]: source } });
}

function changeSource(state: KubeletState, name: string, change: (source: SourceView) => SourceView): KubeletState {
  const known = state.view.sources[name];
  return known ? stamp(state, { sources: { ...state.view.sources, [name]: change(known) } }) : state;
}

const ENDS = new Set<Action['kind']>(['KillContainer', 'StopSandbox', 'RemoveContainer', 'RemoveSandbox']);

/** An orphan is first heard of when the kubelet begins to end it. */
function introduced(state: KubeletState, { podUid, action }: Of<'acting'>): KubeletState {
  if (state.pods[podUid] || !ENDS.has(action.kind)) return state;
  return withPod(state, podUid, () => ({ desired: false, terminating: true, waits: {} }));
}

function begin({ acted: _acted, ...known }: KnownPod, action: Action, at: number): KnownPod {
  const killAt = action.kind === 'KillContainer' ? at + action.graceSeconds * 1000 : 0;
  const waits = action.kind === 'StartContainer' ? without(known.waits, action.container) : known.waits;
  return {
    ...known,
    waits,
    acting: action,
    ...(known.terminating && killAt > 0 && { killAt: Math.max(known.killAt ?? 0, killAt) }),
  };
}

/** What was started counts as starting until the engine's listing shows it, so that the picture never falls back for a moment. */
function finish(known: KnownPod, { action, error }: Of<'acted'>): KnownPod {
  const starts = action.kind === 'StartContainer' || action.kind === 'CreateSandbox';
  if (starts && error === undefined) return { ...known, acting: action, acted: true };
  const { acting: _acting, acted: _acted, ...rest } = known;
  return rest;
}

function forget(state: KubeletState, podUid: string): KubeletState {
  if (state.pods[podUid]?.desired) return state;
  const idle = enterPhase(state, { phase: 'idle', podUid });
  return { ...idle, pods: without(idle.pods, podUid) };
}

const ACTIVITY = ['observe', 'compare', 'act'] as const;

/** Many workers, one light: it stays where it is while there is work, then goes to the pod that is furthest. */
function enterPhase(state: KubeletState, { phase, podUid }: Pick<Of<'phase'>, 'phase' | 'podUid'>): KubeletState {
  const phases = phase === 'idle' ? without(state.phases, podUid) : { ...state.phases, [podUid]: phase };
  const subjects = Object.keys(phases);
  const furthest = ACTIVITY.findLast((activity) => subjects.some((uid) => phases[uid] === activity));
  const subject = phases[state.view.subject] ? state.view.subject : subjects.find((uid) => phases[uid] === furthest);
  const shown = subject === undefined ? undefined : phases[subject];
  return stamp({ ...state, phases }, { phase: shown ?? 'idle', subject: shown ? (subject ?? '') : '' });
}

function waitsOf(actions: Action[]): KnownPod['waits'] {
  const waits = actions.flatMap((action) =>
    action.kind === 'Wait'
      ? [[action.container, { until: action.until, windowMs: action.windowMs, reason: action.reason }] as const]
      : [],
  );
  return Object.fromEntries(waits);
}

function readManifest(state: KubeletState, event: Of<'manifestRead'>): KubeletState {
  const reading: ManifestReading = {
    revision: event.revision,
    state: event.state,
    problems: event.problems,
    ...(event.pod && { podUid: event.pod.metadata.uid, podName: event.pod.metadata.name }),
    ...(event.dropsAt !== undefined && { dropsAt: event.dropsAt }),
  };
  return { ...state, readings: { ...state.readings, [event.file]: reading } };
}
