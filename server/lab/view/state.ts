// Everything a lab's picture is composed of, as its sources told it. Plain data; changed only by the reducers of this folder.
import type { PodStatus, StaticPod } from '@/lib/k8s/types';
import type { LabHome } from '@/lib/protocol/lab-home';
import type {
  AuthoringView,
  CommandView,
  DecisionView,
  EngineView,
  KubeletView,
  ManifestProblem,
  TerminalView,
} from '@/lib/protocol/view';
import type { Action } from '@/server/kubelet/actions';
import type { ContainerRecord } from '@/server/kubelet/runtime-service';
import type { WorkspaceListing } from '../workspace/listing';

/** What the kubelet made of a file, keyed by its name. */
export interface ManifestReading {
  revision: string;
  state: 'applied' | 'rejected' | 'ignored' | 'conflict';
  problems: ManifestProblem[];
  podUid?: string;
  podName?: string;
  dropsAt?: number;
}

export interface Wait {
  until: number;
  windowMs: number;
  reason: string;
}

/** A pod as the kubelet knows it. It outlives the kubelet, so that a stopped node still tells restart policies and ports. */
export interface KnownPod {
  /** Absent for an orphan, of which only the engine knows. */
  pod?: StaticPod;
  /** Name within the manifest folder. */
  file?: string;
  desired: boolean;
  terminating: boolean;
  killAt?: number;
  status?: PodStatus;
  /** By container. */
  waits: Record<string, Wait>;
  /** What is being done, or was done last and does not show on the engine yet. */
  acting?: Action;
  /** The action has ended well. */
  acted?: boolean;
}

export interface KubeletState {
  view: KubeletView;
  readings: Record<string, ManifestReading>;
  /** By pod uid. */
  pods: Record<string, KnownPod>;
  /** What each pod's worker is at; idle ones are left out. */
  phases: Record<string, Exclude<KubeletView['phase'], 'idle'>>;
}

export interface LabState {
  lab: LabHome;
  nodeName: string;
  engine: EngineView;
  /** Every container and sandbox of the node on the engine, whoever started it. */
  records: ContainerRecord[];
  kubelet: KubeletState;
  workspace: WorkspaceListing;
  /** Oldest first. */
  decisions: DecisionView[];
  terminals: TerminalView[];
  commands: CommandView[];
  /** Only in development. */
  authoring?: AuthoringView;
}

export const stoppedKubelet = (since: number): KubeletView => ({
  state: 'stopped',
  since,
  args: [],
  manifestPath: '',
  readOnlyPort: 0,
  phase: 'idle',
  subject: '',
  lastReadAt: 0,
  lastObservedAt: 0,
  lastActedAt: 0,
  fileCheckMs: 0,
  sources: {},
  loop: { paused: false, delayMs: 0, held: {}, next: '' },
});

/** A lab before any source has spoken. */
export function initialState(
  lab: LabState['lab'],
  nodeName: string,
  runtime: EngineView['runtime'],
  at: number,
): LabState {
  return {
    lab,
    nodeName,
    engine: { runtime, state: 'connecting', version: '', since: at },
    records: [],
    kubelet: { view: stoppedKubelet(at), readings: {}, pods: {}, phases: {} },
    workspace: { exists: false, files: {} },
    decisions: [],
    terminals: [],
    commands: [],
  };
}
