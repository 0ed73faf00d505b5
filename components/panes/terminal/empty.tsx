'use client';
import { Terminal } from 'lucide-react';
import { useLab } from '@/components/state/lab-store';
import { useTexts } from '@/components/ui/locale';
import { terminalTexts } from '@/lib/i18n/terminal';
import type { Failure } from '@/lib/protocol/events';
import { openTerminal } from './open-terminal';

export function TerminalLoading() {
  const t = useTexts(terminalTexts);
  return (
    <p className="term-note" role="status">
      {t.loading}
    </p>
  );
}

/** No shell yet, or the last one was closed. */
export function EmptyTerminals({ onRefused }: { onRefused(failure: Failure | null): void }) {
  const t = useTexts(terminalTexts);
  const known = useLab((state) => state.view !== null);
  const online = useLab((state) => state.connection === 'online');
  if (!known) {
    return (
      <p className="term-note" role="status">
        {t.connecting}
      </p>
    );
  }
  return (
    <div className="term-empty">
      <h2>{t.emptyTitle}</h2>
      <p>{t.emptyText}</p>
      <button type="button" className="btn line" disabled={!online} onClick={() => void openTerminal().then(onRefused)}>
        <Terminal className="i" aria-hidden="true" />
        {t.open}
      </button>
    </div>
  );
}
