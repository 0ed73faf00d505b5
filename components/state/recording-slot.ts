'use client';
// Recordings are played by the stage, and a lesson may show one: the workbench, which knows both panes, hands the player over.
import { type ComponentType, createContext, useContext } from 'react';
import type { RecordingName } from '@/lib/lessons/figures';

type RecordingPlayer = ComponentType<{ name: RecordingName }>;

const Slot = createContext<RecordingPlayer | null>(null);
export const RecordingPlayerProvider = Slot;

/** What plays a recording on this page; null where nothing does. */
export const useRecordingPlayer = (): RecordingPlayer | null => useContext(Slot);
