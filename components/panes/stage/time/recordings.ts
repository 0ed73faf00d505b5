'use client';
// Recordings: made of the lab's history, opened from a file, and played like any other past.
import { create } from 'zustand';
import { request } from '@/components/client';
import { serverNow } from '@/components/state/lab-store';
import type { RecordingRefusal } from '@/lib/history/read-recording';
import { joinReels, RECORDING_LIMITS, type Recording } from '@/lib/history/recording';
import { createProjector, type Reel } from '@/lib/history/reel';
import { createTrack } from '@/lib/history/track';
import type { Failure } from '@/lib/protocol/events';
import { createPlayer, type Player } from './player';

export type ReadProblem = RecordingRefusal | { code: 'tooLarge'; bytes: number } | { code: 'unreadable' };

interface OpenRecording {
  recording: Recording;
  player: Player;
}

interface RecordingsState {
  /** The recording that the stage shows instead of the lab. */
  open: OpenRecording | null;
}

export const useRecordings = create<RecordingsState>(() => ({ open: null }));

/** A player that stands at the beginning of a recording. Takes a few ms for each thousand changes. */
export function recordingPlayer(recording: Recording): Player {
  const projector = createProjector(recording);
  const player = createPlayer({ viewAt: async (at) => ({ ok: true, view: projector.viewAt(at) }) });
  const track = createTrack();
  track.take(recording.start.view, recording.start.at);
  for (const { at } of recording.frames) track.take(projector.viewAt(at), at);
  player.track.restart(track.data());
  const { at, view } = recording.start;
  player.store.setState({ view, viewAt: at, end: recording.to, cursor: at });
  return player;
}

const yieldToPage = () => new Promise<void>((resolve) => setTimeout(resolve));

/** Reads a file as a recording. Resolves with what is wrong with it, or null when it is open on the stage. */
export async function openRecording(file: File): Promise<ReadProblem | null> {
  if (file.size > RECORDING_LIMITS.bytes) return { code: 'tooLarge', bytes: file.size };
  const text = await file.text().catch(() => null);
  if (text === null) return { code: 'unreadable' };
  const { readRecording } = await import('@/lib/history/read-recording');
  const read = await readRecording(text, yieldToPage);
  if (!read.ok) return read.refusal;
  useRecordings.setState({ open: { recording: read.recording, player: recordingPlayer(read.recording) } });
  return null;
}

export function closeRecording(): void {
  useRecordings.getState().open?.player.pause();
  useRecordings.setState({ open: null });
}

type Made = { ok: true; recording: Recording; cut: boolean } | { ok: false; error: Failure };

/** Everything that the lab remembers as one recording, from the newest reel back until a file is full. */
export async function makeRecording(): Promise<Made> {
  const reels: Reel[] = [];
  let [bytes, frames] = [0, 0];
  for (let index = Number.MAX_SAFE_INTEGER; ; index -= 1) {
    const answer = await request('history:reel', { index });
    if (!answer.ok) return answer;
    const { first, reel } = answer.value;
    index = answer.value.index;
    const parsed = JSON.parse(reel) as Reel;
    bytes += new Blob([reel]).size;
    frames += parsed.frames.length;
    const full = bytes > RECORDING_LIMITS.bytes * 0.9 || frames > RECORDING_LIMITS.frames;
    if (!full || reels.length === 0) reels.unshift(parsed);
    if (!full && index > first) continue;
    const recording = joinReels(reels, serverNow());
    return recording
      ? { ok: true, recording, cut: full }
      : { ok: false, error: { code: 'NotFound', facts: { what: 'history' } } };
  }
}
