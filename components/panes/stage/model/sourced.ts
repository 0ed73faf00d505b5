// What is desired without a file of the folder: pods from a URL or from the kubelet's own web server, and what ails a source.
import type { Mark } from '@/components/ui/state-mark';
import type { StageTexts } from '@/lib/i18n/stage';
import type { KubeletView, ManifestView, PodView, SourceView } from '@/lib/protocol/view';
import { compareNames } from './names';

type Remote = 'http' | 'web';

export interface SourcedCard {
  key: string;
  /** Where a click leads: the pod; without one it is about the source itself. */
  podUid?: string;
  source: Remote;
  /** metadata.name, or what the source is. */
  title: string;
  mark: Mark;
  /** What the source is; '' on its own card, whose title says so. */
  kind: string;
  /** Where it is; of the web server, the name that the pod was sent under. */
  from: string;
  /** The source's last error, in upstream's words. */
  said: string;
  /** Something is wrong, or nobody has read it yet. */
  state: 'applied' | 'unread' | 'rejected';
}

const remote = (source: SourceView): source is SourceView & { name: Remote } => source.name !== 'file';

function ofPod(pod: PodView, source: SourceView & { name: Remote }, texts: StageTexts['desired']): SourcedCard {
  const stale = source.lastError !== '';
  return {
    key: pod.uid,
    podUid: pod.uid,
    source: source.name,
    title: pod.baseName,
    // A source that fails takes nothing back: what it last said still counts.
    mark: stale
      ? { state: 'unknown', icon: 'history', word: texts.source.lastKnown }
      : { state: 'running', icon: 'check', word: texts.state.read },
    kind: texts.source[source.name],
    from: pod.file ?? source.address,
    said: '',
    state: 'applied',
  };
}

/** The card of a source that failed or has not spoken yet; a good one speaks through its pods. */
function ofSource(source: SourceView & { name: Remote }, texts: StageTexts['desired']): SourcedCard | null {
  const failed = source.lastError !== '';
  if (!failed && source.seen) return null;
  return {
    key: source.name,
    source: source.name,
    title: texts.source[source.name],
    mark: failed
      ? { state: 'failed', icon: 'circle-x', word: texts.state.error }
      : { state: 'desired', icon: 'circle-dashed', word: texts.source.unread },
    kind: '',
    from: source.address,
    said: source.lastError,
    state: failed ? 'rejected' : 'unread',
  };
}

/** Cards of everything that is desired without a file of the folder, source by source, by name. */
export function sourcedCards(
  sources: KubeletView['sources'],
  pods: readonly PodView[],
  manifests: readonly ManifestView[],
  texts: StageTexts['desired'],
): SourcedCard[] {
  const inFolder = new Set(manifests.map(({ podUid }) => podUid));
  return Object.values(sources)
    .filter(remote)
    .sort((a, b) => compareNames(a.name, b.name))
    .flatMap((source) => {
      const own = pods
        .filter((pod) => pod.source === source.name && pod.desired && !inFolder.has(pod.uid))
        .sort((a, b) => compareNames(a.baseName, b.baseName));
      return [ofSource(source, texts), ...own.map((pod) => ofPod(pod, source, texts))].filter((card) => card !== null);
    });
}

/** Beyond this many only those are shown that are not simply read; see shownManifests. */
const MAX_SOURCED = 12;

export const shownSourced = (cards: SourcedCard[]): SourcedCard[] =>
  cards.length <= MAX_SOURCED ? cards : cards.filter(({ state }) => state !== 'applied');
