/** What the pane does itself with a key; everything else is the shell's. */
export type PaneKey = 'copy' | 'search' | 'leave' | 'paste';

const WITH_CTRL_SHIFT: Record<string, PaneKey> = { KeyC: 'copy', KeyV: 'paste', KeyF: 'search', F6: 'leave' };

/** By physical key, so that it is the same on every keyboard layout. */
export const paneKey = (event: KeyboardEvent): PaneKey | null =>
  event.ctrlKey && event.shiftKey && !event.altKey && !event.metaKey ? (WITH_CTRL_SHIFT[event.code] ?? null) : null;
