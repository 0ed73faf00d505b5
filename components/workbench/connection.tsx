'use client';
import { Plug, TriangleAlert, Unplug } from 'lucide-react';
import { useLab } from '@/components/state/lab-store';
import { useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';
import './connection.css';

/** The only place that tells the state of the connection. */
export function Connection() {
  const t = useTexts(workbenchTexts);
  const connection = useLab((state) => state.connection);
  const Icon = connection === 'offline' ? Unplug : Plug;
  return (
    <span className={`conn ${connection}`} role="status" data-testid="connection" data-connection={connection}>
      <Icon className="i" aria-hidden="true" />
      <span className="hide-sm">{t.connection[connection]}</span>
    </span>
  );
}

/** Shown wherever containers are simulated. */
export function DemoMark() {
  const t = useTexts(workbenchTexts);
  const demo = useLab((state) => state.view?.engine.runtime === 'memory');
  if (!demo) return null;
  return (
    <span className="demo" title={t.demoHint} data-testid="demo-mark">
      <TriangleAlert className="i" aria-hidden="true" />
      <span className="hide-sm">{t.demo}</span>
      <span className="show-sm">{t.demoShort}</span>
    </span>
  );
}
