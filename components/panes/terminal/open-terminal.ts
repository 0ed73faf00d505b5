'use client';
import { useEffect } from 'react';
import { request } from '@/components/client';
import { newId } from '@/components/client/new-id';
import { useLab } from '@/components/state/lab-store';
import { actsHere, useRoom } from '@/components/state/room-store';
import { useWorkbench } from '@/components/state/workbench-store';
import type { Failure } from '@/lib/protocol/events';

/** The shell starts in this size and takes the pane's own as soon as that is measured. */
const SIZE = { cols: 80, rows: 24 };

/** Opens a terminal and brings it to the top once the lab lists it. Null when that worked. */
export async function openTerminal(id: string = newId()): Promise<Failure | null> {
  const answer = await request('term:open', { id, ...SIZE });
  if (!answer.ok) return answer.error;
  const { terminal } = answer.value;
  const show = (): boolean => {
    const listed = useLab.getState().view?.terminals[terminal] !== undefined;
    if (listed) useWorkbench.getState().setActiveTerminal(terminal);
    return listed;
  };
  if (!show()) {
    const stop = useLab.subscribe(() => show() && stop());
  }
  return null;
}

/** Labs (by epoch) whose first terminal this page has seen or asked for: closing the last one is then a person's wish. */
const greeted = new Set<string>();

/** Opens the first terminal of a lab that has none. All windows of a learner ask with the same id, so one is opened. */
export function useFirstTerminal(refused: (failure: Failure) => void): void {
  const epoch = useLab((state) => (state.connection === 'online' && state.view ? state.epoch : ''));
  const acts = useRoom(actsHere);
  const empty = useLab((state) => Object.keys(state.view?.terminals ?? {}).length === 0);
  useEffect(() => {
    // Who only looks opens nothing in somebody else's lab.
    if (!epoch || greeted.has(epoch) || !acts) return;
    greeted.add(epoch);
    if (!empty) return;
    void openTerminal(idFrom(epoch)).then((failure) => {
      if (!failure) return;
      // Not connected any more: the next connection may try again.
      if (failure.code === 'Offline' || failure.code === 'Timeout') greeted.delete(epoch);
      else refused(failure);
    });
  }, [epoch, empty, acts, refused]);
}

/** A UUID (version 8, own scheme) that is the same for the same text: FNV-1a, four times with different beginnings. */
export function idFrom(text: string): string {
  const part = (basis: number): string => {
    let hash = basis;
    for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, '0');
  };
  const hex = [0x811c9dc5, 0x1234567, 0x89abcde, 0x7654321].map(part).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
