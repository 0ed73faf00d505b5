'use client';
import { useState } from 'react';
import { request } from '@/components/client';
import { newId } from '@/components/client/new-id';
import { useLab } from '@/components/state/lab-store';
import { Icon } from '@/components/ui/icon';
import { useLocale, useTexts } from '@/components/ui/locale';
import { type Mark, StateMark } from '@/components/ui/state-mark';
import { failureText } from '@/lib/i18n/errors';
import { loopTexts } from '@/lib/i18n/stage';
import type { Ack } from '@/lib/protocol/events';
import { useView } from '../selectors';
import { useIsPast } from '../source';

/** How long slow motion holds each step, ms. */
const SLOW_MS = 1500;

/** A clear mark while the loop is not at its own speed; nothing otherwise. */
export function LoopMark() {
  const t = useTexts(loopTexts);
  const paused = useView((view) => view.kubelet.loop.paused) ?? false;
  const slow = useView((view) => view.kubelet.loop.delayMs > 0) ?? false;
  if (!paused && !slow) return null;
  const mark: Mark = paused
    ? { state: 'waiting', icon: 'pause', word: t.paused }
    : { state: 'waiting', icon: 'hourglass', word: t.slowed };
  return (
    <span className="loop-mark" data-testid="loop-mark">
      <StateMark mark={mark} />
    </span>
  );
}

/** Does one thing to the loop; shows why it could not be done. */
export function useLoop() {
  const locale = useLocale();
  const [failure, setFailure] = useState('');
  const tell = async (asked: Promise<Ack<unknown>>) => {
    const answer = await asked;
    setFailure(answer.ok ? '' : failureText(answer.error, locale));
  };
  const id = () => newId();
  return {
    failure,
    pause: () => void tell(request('loop:pause', { id: id() })),
    resume: () => void tell(request('loop:resume', { id: id() })),
    speed: (delayMs: number) => void tell(request('loop:speed', { id: id(), delayMs })),
    step: (podUid?: string) => void tell(request('loop:step', { id: id(), ...(podUid ? { podUid } : {}) })),
  };
}

/** Pause or run, one step, full speed or slow motion. */
export function LoopControls() {
  const t = useTexts(loopTexts);
  const past = useIsPast();
  const online = useLab((state) => state.connection === 'online');
  const running = useView((view) => view.kubelet.state === 'running') ?? false;
  const paused = useView((view) => view.kubelet.loop.paused) ?? false;
  const slow = useView((view) => view.kubelet.loop.delayMs > 0) ?? false;
  const held = useView((view) => view.kubelet.loop.next !== '') ?? false;
  const loop = useLoop();
  if (past || !running) return null;
  const name = paused ? t.resume : t.pause;
  return (
    <div className="loop-controls" role="group" aria-label={t.controls}>
      <button
        type="button"
        className="btn icon"
        aria-label={name}
        title={name}
        aria-disabled={!online}
        data-testid="loop-pause"
        onClick={online ? (paused ? loop.resume : loop.pause) : undefined}
      >
        <Icon name={paused ? 'play' : 'pause'} />
      </button>
      <button
        type="button"
        className="btn icon"
        aria-label={t.step}
        title={t.step}
        aria-disabled={!online || !held}
        data-testid="loop-step"
        onClick={online && held ? () => loop.step() : undefined}
      >
        <Icon name="step-forward" />
      </button>
      <div className="loop-speed" role="group" aria-label={t.speed}>
        <button
          type="button"
          aria-pressed={!slow}
          aria-label={t.fullName}
          title={t.fullName}
          onClick={() => loop.speed(0)}
        >
          {t.full}
        </button>
        <button
          type="button"
          aria-pressed={slow}
          aria-label={t.slowName}
          title={t.slowName}
          onClick={() => loop.speed(SLOW_MS)}
        >
          {t.slow}
        </button>
      </div>
      {loop.failure ? (
        <p className="loop-failure" role="alert">
          {loop.failure}
        </p>
      ) : null}
    </div>
  );
}
