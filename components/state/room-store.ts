'use client';
// A workshop's room as this browser knows it. Empty in self-study. Written by components/client.
import { create } from 'zustand';
import type { BoardView, RoomView } from '@/lib/protocol/room';

interface RoomState {
  /** Null until the server has said that there is a room: in self-study it never does. */
  view: RoomView | null;
  /** Trainers only. Kept while offline. */
  board: BoardView | null;
  /** Number of the trainer's position that this tab has seen last; -1 for none. Written by components/room. */
  positionSeen: number;
  /** The seat that this tab looks at, '' for none. */
  look: string;
}

export const useRoom = create<RoomState>(() => ({ view: null, board: null, positionSeen: -1, look: '' }));

/** Whether this tab may change the lab that it shows: no trainer's that looks at a seat, and no second browser at one. */
export const actsHere = ({ look, view }: RoomState): boolean => look === '' && !view?.seat?.elsewhere;
