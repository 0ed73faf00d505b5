'use client';
import { useState } from 'react';
import { request } from '@/components/client';
import { newId } from '@/components/client/new-id';
import { useLab } from '@/components/state/lab-store';
import { useWorkbench } from '@/components/state/workbench-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import { lessonTexts } from '@/lib/i18n/lesson';
import type { Ack, Failure } from '@/lib/protocol/events';
import { type Place, stepKey } from './step-state';

/** Longer than any solution or start may take; the lab gives up before. */
const PLAY_MS = 10 * 60_000;

interface Play<A extends unknown[]> {
  /** Sentence about the last play, '' when it went well. */
  failure: string;
  play(...args: A): void;
}

/** Plays the solution of one task, after those of the tasks before it. */
export function useSolve(place: Place): Play<[task: string]> {
  return usePlay(place, (task) => {
    const terminal = useWorkbench.getState().activeTerminal;
    const payload = { ...commandOf(place), task, ...(terminal !== null && { terminal }) };
    return request('lesson:solve', payload, { timeoutMs: PLAY_MS });
  });
}

/** Builds the beginning of the step anew. */
export function useReset(place: Place): Play<[]> {
  return usePlay(place, () => request('lesson:reset', commandOf(place), { timeoutMs: PLAY_MS }));
}

/** Begins the whole lesson anew, with values drawn anew. */
export function useRestart(place: Place): Play<[]> {
  const { lesson } = place;
  return usePlay(place, () => request('lesson:restart', { id: newId(), lesson: lesson.slug }, { timeoutMs: PLAY_MS }));
}

const commandOf = ({ lesson, step }: Place) => ({ id: newId(), lesson: lesson.slug, step: step.id });

function usePlay<A extends unknown[]>(place: Place, send: (...args: A) => Promise<Ack<unknown>>): Play<A> {
  const { failure: texts } = useTexts(lessonTexts);
  const locale = useLocale();
  const [failure, setFailure] = useState('');
  const sentence = (error: Failure): string => {
    // The link was lost, not the play: it goes on, and the view says how far it is.
    if (error.code === 'Timeout' && useLab.getState().view?.steps[stepKey(place)]?.playing) return '';
    if (error.code === 'Timeout' || error.code === 'Invalid') return texts[error.code];
    return failureText(error, locale);
  };
  const play = async (...args: A) => {
    setFailure('');
    const stopFollowing = followTyping();
    const answer = await send(...args);
    stopFollowing();
    if (!answer.ok) setFailure(sentence(answer.error));
  };
  return { failure, play: (...args) => void play(...args) };
}

/** Keeps the terminal on top in which something new happens: a shell was opened, a command was started. */
function followTyping(): () => void {
  const { setActiveTerminal, setBeside } = useWorkbench.getState();
  const state = useLab.getState().view;
  const terminals = new Set(Object.keys(state?.terminals ?? {}));
  let newest = Math.max(0, ...Object.values(state?.commands ?? {}).map(({ seq }) => seq));
  setBeside('bench');
  return useLab.subscribe(({ view }) => {
    const opened = Object.keys(view?.terminals ?? {}).find((id) => !terminals.has(id));
    const started = Object.values(view?.commands ?? {}).find(({ seq }) => seq > newest);
    if (opened !== undefined) terminals.add(opened);
    if (started) newest = started.seq;
    const terminal = opened ?? started?.terminal;
    if (terminal !== undefined) setActiveTerminal(terminal);
  });
}
