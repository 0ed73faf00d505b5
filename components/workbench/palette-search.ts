// How the palette finds actions: every word typed must begin a word of the label, wherever it stands.
import type { Action } from '@/components/state/actions';

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const words = (text: string): string[] =>
  plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Actions whose label or id fits what was typed, those that begin with it first; all of them for an empty text. */
export function matching<T extends Pick<Action, 'id' | 'label'>>(actions: readonly T[], text: string): T[] {
  const typed = words(text);
  const fits = actions.filter((action) => {
    const known = [...words(action.label), ...words(action.id)];
    return typed.every((word) => known.some((candidate) => candidate.startsWith(word)));
  });
  const begins = (action: T) => plain(action.label).startsWith(plain(text));
  return [...fits.filter(begins), ...fits.filter((action) => !begins(action))];
}
