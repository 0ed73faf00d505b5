'use client';
// A recording as a figure, for the start page and for lessons: it plays by itself, in a loop, and needs no lab.
import { useEffect, useState } from 'react';
import { useTexts } from '@/components/ui/locale';
import type { Recording } from '@/lib/history/recording';
import { stageTexts, timeTexts } from '@/lib/i18n/stage';
import type { RecordingName } from '@/lib/lessons/figures';
import { Picture } from './picture';
import { PlayBar } from './recording-stage';
import { StageSourceProvider } from './source';
import type { Player } from './time/player';
import { recordingPlayer } from './time/recordings';
import './timeline/timeline.css';

const RECORDINGS: Record<RecordingName, () => Promise<{ default: unknown }>> = {
  'self-healing': () => import('./recordings/self-healing.kulissen.json'),
};

interface Loaded {
  recording: Recording;
  player: Player;
}

async function load(name: RecordingName): Promise<Loaded> {
  // Written by this program and checked by a test: it is not validated again in the page.
  const read: unknown = (await RECORDINGS[name]()).default;
  const recording = read as Recording;
  return { recording, player: recordingPlayer(recording) };
}

/** Says that it loads until it is there. Who asked for less motion starts it by hand. */
export function RecordingFigure({ name }: { name: RecordingName }) {
  const t = useTexts(stageTexts);
  const { named } = useTexts(timeTexts).recording;
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    let left = false;
    let playing: Player | undefined;
    void load(name).then((ready) => {
      if (left) return;
      playing = ready.player;
      setLoaded(ready);
      if (!matchMedia('(prefers-reduced-motion: reduce)').matches) playing.play(ready.recording.to, true);
    });
    return () => {
      left = true;
      playing?.pause();
    };
  }, [name]);
  return (
    <section className="stage stage-figure" aria-label={named[name]} data-testid="recording-figure">
      {loaded ? (
        <StageSourceProvider value={{ player: loaded.player, live: false, inspectable: false }}>
          {/* It changes all the time and says in its name what it shows: nothing to be read aloud. */}
          <div className="stage-silent" aria-hidden="true">
            <Picture />
          </div>
          <PlayBar recording={loaded.recording} loop />
        </StageSourceProvider>
      ) : (
        <p className="stage-connecting">{t.connecting}</p>
      )}
    </section>
  );
}
