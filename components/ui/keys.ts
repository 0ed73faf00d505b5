// Shortcuts as data: `Ctrl+Shift+F6` is matched against key events and said in the reader's language.
import type { Locale } from '@/lib/i18n/locale';

/** The parts of a keyboard event that a shortcut looks at. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const GERMAN: Record<string, string> = { Ctrl: 'Strg', Shift: 'Umschalt', Enter: 'Eingabe', Escape: 'Esc' };

/** The keys of a shortcut as they stand on the reader's keyboard. */
export const keyNames = (keys: string, locale: Locale): string[] =>
  keys.split('+').map((key) => (locale === 'de' ? (GERMAN[key] ?? key) : key));

/** True when this press is that shortcut, with exactly its modifiers. Ctrl stands for ⌘ as well. */
export function isPressed(keys: string, event: KeyPress): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    (event.ctrlKey || event.metaKey) === parts.includes('Ctrl') &&
    event.shiftKey === parts.includes('Shift') &&
    event.altKey === parts.includes('Alt')
  );
}
