'use client';
// A recording on the stage: the same picture, with a play button instead of a live head.
import { useStore } from 'zustand';
import { Icon } from '@/components/ui/icon';
import { useLocale, useTexts } from '@/components/ui/locale';
import type { Recording } from '@/lib/history/recording';
import { clockTime, duration } from '@/lib/i18n/format';
import { timeTexts } from '@/lib/i18n/stage';
import { useSource } from './source';

/** Minutes and seconds since the beginning: `0:07`. */
const minutes = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** Play and pause, how far it is. */
export function PlayBar({ recording, loop = false }: { recording: Recording; loop?: boolean }) {
  const t = useTexts(timeTexts).recording;
  const { player } = useSource();
  const playing = useStore(player.store, (state) => state.playing);
  const cursor = useStore(player.store, (state) => state.cursor) ?? recording.start.at;
  const length = Math.max(1, recording.to - recording.start.at);
  const done = cursor - recording.start.at;
  const toggle = () => {
    if (playing) return player.pause();
    if (cursor >= recording.to) player.seek(recording.start.at);
    player.play(recording.to, loop);
  };
  return (
    <div className="stage-play">
      <button
        type="button"
        className="btn icon"
        aria-label={playing ? t.pause : t.play}
        onClick={toggle}
        data-testid="play"
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <span className="stage-progress" aria-hidden="true">
        <i style={{ width: `${((done / length) * 100).toFixed(1)}%` }} />
      </span>
      <span className="mono">{t.position(minutes(done), minutes(length))}</span>
    </div>
  );
}

/** Says that this is not live, and how to leave. */
export function RecordingBar({ recording, onClose }: { recording: Recording; onClose: () => void }) {
  const t = useTexts(timeTexts).recording;
  const locale = useLocale();
  const { player } = useSource();
  const cursor = useStore(player.store, (state) => state.cursor) ?? recording.start.at;
  return (
    <div className="stage-past" data-testid="recording-bar">
      <Icon name="history" size={16} />
      <span role="status">{t.notLive}</span>
      <span className="stage-when">
        {t.from(recording.node, duration(recording.to - recording.start.at, locale))}, {clockTime(cursor, locale)}
      </span>
      <span className="grow" />
      <button type="button" className="btn solid" onClick={onClose}>
        <Icon name="x" />
        {t.close}
      </button>
    </div>
  );
}
