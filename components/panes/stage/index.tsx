'use client';
// The stage: Soll, kubelet, Ist, and time below. It draws the lab's view as it is, as it was, or a recording.
import { useEffect, useMemo, useState } from 'react';
import { MaximiseButton } from '@/components/state/maximise-button';
import { Icon } from '@/components/ui/icon';
import { useTexts } from '@/components/ui/locale';
import { stageTexts } from '@/lib/i18n/stage';
import { Inspector } from './inspector';
import { LiveRegion } from './live-region';
import { EngineNotice, StaleNotice } from './notices';
import { Picture } from './picture';
import { PlayBar, RecordingBar } from './recording-stage';
import { useView } from './selectors';
import { StageSourceProvider, useIsPast, useSource, useStageLab } from './source';
import { TextTwin } from './text-twin';
import { ThingMenu } from './thing-menu';
import { followHistory, livePlayer } from './time/live';
import { closeRecording, useRecordings } from './time/recordings';
import { Timeline } from './timeline';
import { PastBar } from './timeline/past-bar';

function Top({ asText, onAsText }: { asText: boolean; onAsText: (asText: boolean) => void }) {
  const t = useTexts(stageTexts);
  const demo = useView((view) => view.engine.runtime === 'memory');
  return (
    <header className="stage-top">
      <h2>{t.stage}</h2>
      {demo ? (
        <span className="st" data-st="unknown" title={t.demo.title}>
          {t.demo.badge}
        </span>
      ) : null}
      <span className="grow" />
      <button type="button" className="btn" aria-pressed={asText} onClick={() => onAsText(!asText)}>
        <Icon name="list" />
        {t.asText}
      </button>
      <MaximiseButton pane="stage" />
    </header>
  );
}

function Frame() {
  const t = useTexts(stageTexts);
  const [asText, setAsText] = useState(false);
  const recording = useRecordings((state) => state.open?.recording);
  const connection = useStageLab((state) => state.connection);
  const known = useStageLab((state) => state.view !== null);
  const past = useIsPast();
  const { live } = useSource();
  return (
    <section
      className="stage"
      data-testid="stage"
      aria-label={t.stage}
      data-connection={connection}
      data-past={past && live ? '' : undefined}
    >
      <Top asText={asText} onAsText={setAsText} />
      {recording ? <RecordingBar recording={recording} onClose={closeRecording} /> : <PastBar />}
      {past ? null : <StaleNotice />}
      <EngineNotice />
      {known ? asText ? <TextTwin /> : <Picture /> : <p className="stage-connecting">{t.connecting}</p>}
      {known ? <Timeline /> : null}
      {recording ? <PlayBar recording={recording} /> : null}
      <ThingMenu />
      <Inspector />
      {past ? null : <LiveRegion />}
    </section>
  );
}

export function Stage() {
  useEffect(() => followHistory(), []);
  const open = useRecordings((state) => state.open);
  const player = open?.player;
  const source = useMemo(
    () =>
      player ? { player, live: false, inspectable: true } : { player: livePlayer(), live: true, inspectable: true },
    [player],
  );
  return (
    <StageSourceProvider value={source} key={player ? 'recording' : 'live'}>
      <Frame />
    </StageSourceProvider>
  );
}
