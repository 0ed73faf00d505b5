'use client';
import { useState } from 'react';
import { request } from '@/components/client';
import { newId } from '@/components/client/new-id';
import { useLab } from '@/components/state/lab-store';
import { showPane, useWorkbench } from '@/components/state/workbench-store';
import { Icon } from '@/components/ui/icon';
import { useLocale, useTexts } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import { stageTexts } from '@/lib/i18n/stage';
import { useIsPast, useSource } from './source';

/** Brings a terminal tab to the top as soon as the lab lists it. */
function showTab(terminal: string): void {
  showPane('terminal');
  const show = (): boolean => {
    const listed = useLab.getState().view?.terminals[terminal] !== undefined;
    if (listed) useWorkbench.getState().setActiveTerminal(terminal);
    return listed;
  };
  if (show()) return;
  const stop = useLab.subscribe(() => show() && stop());
}

/** Starts the kubelet from the stage and shows its log. Nothing where there is nothing to start: in the past, in a recording. */
export function StartKubelet() {
  const t = useTexts(stageTexts).kubelet;
  const locale = useLocale();
  const past = useIsPast();
  const { live } = useSource();
  const online = useLab((state) => state.connection === 'online');
  const [failure, setFailure] = useState('');
  const [asked, setAsked] = useState(false);
  if (past || !live) return null;
  const start = async () => {
    setAsked(true);
    const answer = await request('kubelet:start', { id: newId() });
    setAsked(false);
    setFailure(answer.ok ? '' : failureText(answer.error, locale));
    if (answer.ok) showTab(answer.value.terminal);
  };
  const ready = online && !asked;
  return (
    <>
      <button
        type="button"
        className="btn line"
        title={t.startHint}
        aria-disabled={!ready}
        data-testid="kubelet-start"
        onClick={ready ? () => void start() : undefined}
      >
        <Icon name="play" />
        {t.start}
      </button>
      {failure ? (
        <p className="loop-failure" role="alert">
          {failure}
        </p>
      ) : null}
    </>
  );
}
