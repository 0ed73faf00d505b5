'use client';
// What this machine brings: each thing that the lessons need, and what to do about the missing ones.
import { CircleCheck, CircleQuestionMark, CircleX, type LucideIcon, RotateCcw, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useEffect } from 'react';
import { connectLab } from '@/components/client';
import { useLab } from '@/components/state/lab-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { preflightTexts } from '@/lib/i18n/preflight';
import { workbenchTexts } from '@/lib/i18n/workbench';
import type { MachineCheck } from '@/lib/protocol/machine';
import { LanguageSwitch } from './language-switch';
import { ThemeButton } from './theme-button';
import { useMachine } from './use-machine';
import { Wordmark } from './wordmark';
import './start.css';

const ICONS: Record<MachineCheck['state'], LucideIcon> = {
  ok: CircleCheck,
  warn: TriangleAlert,
  bad: CircleX,
  unknown: CircleQuestionMark,
};
/** Colour families of base.css. */
export const TONES: Record<MachineCheck['state'], string> = {
  ok: 'running',
  warn: 'waiting',
  bad: 'failed',
  unknown: 'unknown',
};

function Row({ check }: { check: MachineCheck }) {
  const t = useTexts(preflightTexts);
  const Icon = ICONS[check.state];
  const todo = t.todo[check.code];
  const command = t.command[check.code];
  return (
    <li className="pre-row" data-st={TONES[check.state]} data-check={check.name} data-state={check.state}>
      <Icon className="i s18" aria-hidden="true" />
      <div>
        <h2>
          {t.name[check.name]} <small>{t.state[check.state]}</small>
        </h2>
        <p>{t.said[check.code](check.facts)}</p>
        {todo ? <p className="pre-todo">{todo}</p> : null}
        {command ? <code className="pre-command">{command}</code> : null}
      </div>
    </li>
  );
}

export function Preflight() {
  const t = useTexts(preflightTexts);
  const w = useTexts(workbenchTexts);
  const locale = useLocale();
  const { checks, look } = useMachine();
  const offline = useLab((state) => state.connection === 'offline');
  useEffect(() => connectLab(), []);
  return (
    <div className="start">
      <header className="topbar">
        <Link className="home" href={`/${locale}`} aria-label={w.toStart}>
          <Wordmark />
        </Link>
        <span className="grow" />
        <LanguageSwitch />
        <ThemeButton />
      </header>
      <main className="pre">
        <h1>{t.title}</h1>
        <p className="lead">{t.lead}</p>
        {offline ? (
          <p className="pre-offline" role="alert">
            {t.offline}
          </p>
        ) : null}
        {checks ? (
          <ul>
            {checks.map((check) => (
              <Row key={check.name} check={check} />
            ))}
          </ul>
        ) : (
          <p role="status">{t.asking}</p>
        )}
        <p className="pre-acts">
          <button type="button" className="btn line" onClick={look}>
            <RotateCcw className="i" aria-hidden="true" />
            {t.again}
          </button>
          <Link className="btn text" href={`/${locale}`}>
            {t.back}
          </Link>
        </p>
      </main>
    </div>
  );
}
