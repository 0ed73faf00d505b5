// A manifest of the folder as a card: what the kubelet made of the file.
import type { Mark } from '@/components/ui/state-mark';
import type { Locale } from '@/lib/i18n/locale';
import { problemText } from '@/lib/i18n/manifest';
import type { StageTexts } from '@/lib/i18n/stage';
import type { ManifestProblem, ManifestView, PodView } from '@/lib/protocol/view';
import { baseName, compareNames } from './names';

interface Card {
  file: string;
  /** metadata.name where it is known, else the file's name. */
  title: string;
  mark: Mark;
  /** Wanted, but nobody has read it yet. */
  dashed: boolean;
  /** Needs the whole row: it has something to explain. */
  wide: boolean;
  /** What is wrong with a broken or unused file, as a sentence. */
  message: string;
  /** Server time at which the still running pod of a broken file is dropped. */
  dropsAt?: number;
}

const firstError = (manifest: ManifestView): ManifestProblem | undefined =>
  manifest.problems.find((problem) => problem.severity === 'error') ?? manifest.problems[0];

function markOf(manifest: ManifestView, known: boolean, texts: StageTexts['desired']): Mark {
  switch (manifest.state) {
    case 'applied':
      return { state: 'running', icon: 'check', word: texts.state.read };
    case 'unread':
      return known
        ? { state: 'desired', icon: 'pencil-line', word: texts.state.changed }
        : { state: 'desired', icon: 'circle-dashed', word: texts.state.new };
    case 'rejected': {
      const line = firstError(manifest)?.line;
      return { state: 'failed', icon: 'circle-x', word: line === undefined ? texts.state.error : texts.errorAt(line) };
    }
    case 'ignored':
      return { state: 'unknown', icon: 'circle-minus', word: texts.state.ignored };
    case 'conflict':
      return { state: 'failed', icon: 'copy-x', word: texts.state.conflict };
  }
}

/** The card of a manifest. `pod`: what its earlier content still desires, if anything. */
export function manifestCard(
  manifest: ManifestView,
  pod: PodView | undefined,
  node: string,
  texts: StageTexts['desired'],
  locale: Locale,
): Card {
  const name = pod?.baseName ?? (manifest.podName ? baseName(manifest.podName, node) : '');
  const problem = firstError(manifest);
  const told = problem && manifest.state !== 'applied' ? problemText(problem, locale) : '';
  const message = manifest.state === 'conflict' ? texts.conflict : told;
  const running = manifest.state === 'rejected' && pod !== undefined && manifest.dropsAt !== undefined;
  return {
    file: manifest.file,
    title: name || manifest.file,
    mark: markOf(manifest, pod !== undefined, texts),
    dashed: manifest.state === 'unread',
    wide: manifest.state === 'rejected' || manifest.state === 'conflict',
    message,
    ...(running && manifest.dropsAt !== undefined ? { dropsAt: manifest.dropsAt } : {}),
  };
}

/** Beyond this many cards only those that are not simply read are shown. */
export const MAX_CARDS = 12;

/** Files whose cards are shown, and how many read ones stand behind them. */
export function shownManifests(manifests: ManifestView[]): { files: string[]; hidden: number } {
  const sorted = [...manifests].sort((a, b) => compareNames(a.file, b.file));
  const shown = sorted.length <= MAX_CARDS ? sorted : sorted.filter((m) => m.state !== 'applied').slice(0, 6);
  return { files: shown.map((m) => m.file), hidden: sorted.length - shown.length };
}
