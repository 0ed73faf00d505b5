'use client';
// A recording as a figure, for the start page and for lessons: it plays by itself, in a loop, and needs no lab.
import { useEffect, useState } from 'react';
import { useTexts } from '@/components/ui/locale';
import type { Recording } from '@/lib/history/recording';
import { stageTexts } from '@/lib/i18n/stage';
import { Picture } from './picture';
import { PlayBar } from './recording-stage';
import { StageSourceProvider } from './source';
import type { Player } from './time/player';
import { recordingPlayer } from './time/recordings';

interface RecordingFigureProps {
  /** Address of the file on this server, e.g. `/recordings/self-healing.json`. Ours: it is not validated. */
  src: string;
  /** What it shows, for those who can't see it. */
  label: string;
}

/** Draws nothing until the file is there; a file that can't be had leaves the figure empty. */
export function RecordingFigure({ src, label }: RecordingFigureProps) {
  const t = useTexts(stageTexts);
  const [loaded, setLoaded] = useState<{ recording: Recording; player: Player } | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    let player: Player | undefined;
    const load = async () => {
      const answer = await fetch(src, { signal: leaving.signal });
      if (!answer.ok) return;
      const recording = (await answer.json()) as Recording;
      if (leaving.signal.aborted) return;
      player = recordingPlayer(recording);
      setLoaded({ recording, player });
      // Who asked for less motion starts it by hand.
      if (!matchMedia('(prefers-reduced-motion: reduce)').matches) player.play(recording.to, true);
    };
    load().catch(() => undefined);
    return () => {
      leaving.abort();
      player?.pause();
    };
  }, [src]);
  return (
    <section className="stage stage-figure" aria-label={label}>
      {loaded ? (
        <StageSourceProvider value={{ player: loaded.player, live: false }}>
          <Picture />
          <PlayBar recording={loaded.recording} loop />
        </StageSourceProvider>
      ) : (
        <p className="stage-connecting">{t.connecting}</p>
      )}
    </section>
  );
}
