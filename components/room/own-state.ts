'use client';
// The way back from catching up: the learner's manifests, kept in this tab until they are put back.
import { create } from 'zustand';
import { request } from '@/components/client';
import { newId } from '@/components/client/new-id';
import { useLab } from '@/components/state/lab-store';
import type { Failure } from '@/lib/protocol/events';
import type { Place } from '@/lib/protocol/room';

interface OwnState {
  place: Place;
  files: Record<string, string>;
}

const KEY = 'kulissen_own_state';
/** Longer than any start of a step may take; the lab gives up before. */
const PLAY_MS = 10 * 60_000;

export const useOwnState = create<{ kept: OwnState | null }>(() => ({ kept: read() }));

function read(): OwnState | null {
  try {
    // Written by keep() below, in this tab.
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as OwnState | null;
  } catch {
    return null;
  }
}

function keep(kept: OwnState | null): void {
  if (kept) sessionStorage.setItem(KEY, JSON.stringify(kept));
  else sessionStorage.removeItem(KEY);
  useOwnState.setState({ kept });
}

/** The manifests as they are on disk; null when one of them can't be read. */
async function manifests(): Promise<Record<string, string> | null> {
  const files: Record<string, string> = {};
  for (const file of Object.keys(useLab.getState().view?.manifests ?? {})) {
    const answer = await request('file:read', { file });
    if (!answer.ok) return null;
    files[file] = answer.value.content;
  }
  return files;
}

const build = ({ lesson, step }: Place) =>
  request('lesson:reset', { id: newId(), lesson, step }, { timeoutMs: PLAY_MS });

/** Builds the beginning of a step after the manifests of now were kept. `unread`: they could not be, and nothing was done. */
export async function catchUp(to: Place, from: Place): Promise<Failure | 'unread' | null> {
  const files = await manifests();
  if (!files) return 'unread';
  // Who catches up twice goes back to where it began: what a reset has built is not one's own.
  if (!useOwnState.getState().kept) keep({ place: from, files });
  const answer = await build(to);
  return answer.ok ? null : answer.error;
}

/** Builds the beginning of the step where one was, and puts the kept manifests back. They stay kept when that fails. */
export async function goBack({ place, files }: OwnState): Promise<Failure | null> {
  const built = await build(place);
  if (!built.ok) return built.error;
  for (const [file, content] of Object.entries(files)) {
    const known = await request('file:read', { file });
    const revision = known.ok ? known.value.revision : '';
    if (known.ok && known.value.content === content) continue;
    const saved = await request('file:save', { id: newId(), file, content, revision });
    if (!saved.ok) return saved.error;
  }
  keep(null);
  return null;
}
