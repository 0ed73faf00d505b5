'use client';
// The one line that says what a button of the stage has just done: the command as it could be typed, or why it failed.
import { create } from 'zustand';

const NOTE_MS = 6000;

interface StageNote {
  kind: 'command' | 'failure';
  text: string;
}
interface NoteState {
  note: StageNote | null;
}

export const useStageNote = create<NoteState>(() => ({ note: null }));

let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a note for a few seconds; a newer one replaces it. */
export function showNote(note: StageNote): void {
  clearTimeout(timer);
  useStageNote.setState({ note });
  timer = setTimeout(() => useStageNote.setState({ note: null }), NOTE_MS);
}
