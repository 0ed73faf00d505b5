// The kubelet's last observations, decisions and deeds, as the stage tells them. Pure.
import type { DecisionView } from '@/lib/protocol/view';
import type { Action } from '@/server/kubelet/actions';
import type { KubeletEvent } from '@/server/kubelet/kubelet';
import type { KubeletState } from './state';

const KEPT = 60;

type Decision = Omit<DecisionView, 'seq' | 'at'>;

/** The list after `event`; `before` is what was known of the kubelet before it, so that repetitions stay out. */
export function recordDecisions(list: DecisionView[], event: KubeletEvent, before: KubeletState): DecisionView[] {
  const added = decisionsOf(event, before);
  if (added.length === 0) return list;
  const first = (list.at(-1)?.seq ?? 0) + 1;
  const numbered = added.map((decision, index) => ({ seq: first + index, at: event.at, ...decision }));
  return [...list, ...numbered].slice(-KEPT);
}

function decisionsOf(event: KubeletEvent, before: KubeletState): Decision[] {
  switch (event.type) {
    case 'lifecycle':
      return [
        {
          ...subject(event, event.container),
          kind: 'observed',
          what: event.what,
          attempt: event.attempt,
          facts: { containerId: event.containerId, ...(event.exitCode !== undefined && { exitCode: event.exitCode }) },
        },
      ];
    case 'manifestRead':
      return readings(event, before);
    case 'planned':
      return event.actions
        .filter((action) => !repeated(action, event.podUid, before))
        .map((action) => ({
          ...ofAction(event, action),
          kind: 'decided',
        }));
    case 'acted': {
      const outcome = {
        ...(event.containerId && { containerId: event.containerId }),
        ...(event.error && { error: event.error }),
      };
      const decision = ofAction(event, event.action);
      return [
        { ...decision, kind: event.error === undefined ? 'done' : 'failed', facts: { ...decision.facts, ...outcome } },
      ];
    }
    default:
      return [];
  }
}

const subject = (event: { podUid: string; podName: string }, container: string) => ({
  podUid: event.podUid,
  podName: event.podName,
  container,
});

/** Each listing reads every file again: only what is new is worth a line. */
function readings(event: Extract<KubeletEvent, { type: 'manifestRead' }>, before: KubeletState): Decision[] {
  const known = before.readings[event.file];
  if (event.state === 'ignored' || (known?.revision === event.revision && known.state === event.state)) return [];
  const problem = event.problems.find(({ severity }) => severity === 'error') ?? event.problems[0];
  return [
    {
      podUid: event.pod?.metadata.uid ?? '',
      podName: event.pod?.metadata.name ?? '',
      container: '',
      kind: 'observed',
      what: event.state === 'applied' ? 'ManifestRead' : 'ManifestRejected',
      facts: {
        file: event.file,
        ...(event.state !== 'applied' && problem && { error: problem.message }),
        ...(event.state !== 'applied' && problem?.line && { line: problem.line }),
      },
    },
  ];
}

/** The same wait is decided again in every sync while it lasts. */
function repeated(action: Action, podUid: string, before: KubeletState): boolean {
  return action.kind === 'Wait' && before.pods[podUid]?.waits[action.container]?.until === action.until;
}

function ofAction(event: { podUid: string; podName: string }, action: Action): Omit<Decision, 'kind'> {
  const { kind, because, ...rest } = action;
  const { container = 'POD', attempt, ...facts } = rest as typeof rest & { container?: string; attempt?: number };
  return {
    ...subject(event, container),
    what: kind,
    because,
    facts: facts as Record<string, string | number>,
    ...(attempt !== undefined && { attempt }),
  };
}
