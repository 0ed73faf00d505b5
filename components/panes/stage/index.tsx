'use client';
// The stage: Soll, kubelet, Ist. It draws the lab's view and nothing else; its only command is to kill a container.
import { useState } from 'react';
import { useLab } from '@/components/state/lab-store';
import { MaximiseButton } from '@/components/state/maximise-button';
import { Icon } from '@/components/ui/icon';
import { useTexts } from '@/components/ui/locale';
import { stageTexts } from '@/lib/i18n/stage';
import { ActsArrows, ReadsArrow } from './arrows';
import { Ist } from './ist';
import { KubeletSheet } from './kubelet-sheet';
import { LiveRegion } from './live-region';
import { densityOf } from './model/density';
import { EngineNotice, StaleNotice } from './notices';
import { usePodUids, useView } from './selectors';
import { Soll } from './soll';
import { TextTwin } from './text-twin';
import './stage.css';
import './soll.css';
import './kubelet-sheet.css';
import './house.css';
import './room.css';

function Picture() {
  const compact = densityOf(usePodUids().built.length) === 'compact';
  return (
    <div className="stage-flow" data-compact={compact ? '' : undefined}>
      <Soll />
      <ReadsArrow />
      <KubeletSheet compact={compact} />
      <ActsArrows />
      <Ist />
    </div>
  );
}

export function Stage() {
  const t = useTexts(stageTexts);
  const [asText, setAsText] = useState(false);
  const connection = useLab((state) => state.connection);
  const known = useLab((state) => state.view !== null);
  const demo = useView((view) => view.engine.runtime === 'memory');
  return (
    <section className="stage" data-testid="stage" aria-label={t.stage} data-connection={connection}>
      <header className="stage-top">
        <h2>{t.stage}</h2>
        {demo ? (
          <span className="st" data-st="unknown" title={t.demo.title}>
            {t.demo.badge}
          </span>
        ) : null}
        <span className="grow" />
        <button type="button" className="btn" aria-pressed={asText} onClick={() => setAsText(!asText)}>
          <Icon name="list" />
          {t.asText}
        </button>
        <MaximiseButton pane="stage" />
      </header>
      <StaleNotice />
      <EngineNotice />
      {known ? asText ? <TextTwin /> : <Picture /> : <p className="stage-connecting">{t.connecting}</p>}
      <LiveRegion />
    </section>
  );
}
