'use client';
// The printable workbook: the learner's own record as pages of paper. It never changes anything.
import { Printer } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { connectLab, request } from '@/components/client';
import { PlainBanner } from '@/components/room/plain-banner';
import { useLab } from '@/components/state/lab-store';
import { useRoom } from '@/components/state/room-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';
import { workbookTexts } from '@/lib/i18n/workbook';
import type { WorkbookLesson } from '@/lib/lessons/workbook';
import type { Workbook } from '@/lib/protocol/workbook';
import { LanguageSwitch } from '../language-switch';
import { ThemeButton } from '../theme-button';
import { Wordmark } from '../wordmark';
import { WorkbookPages } from './pages';
import '../start.css';
import './workbook.css';

interface WorkbookPageProps {
  part: string;
  /** In reading order. */
  lessons: WorkbookLesson[];
}

/** Asked for again whenever a step has changed, so that what is printed is what is so. */
function useWorkbook(): { workbook: Workbook; at: number } | null {
  const [answer, setAnswer] = useState<{ workbook: Workbook; at: number } | null>(null);
  const online = useLab((state) => state.connection === 'online');
  const steps = useLab((state) => state.view?.steps);
  const offset = useLab((state) => state.clockOffset);
  useEffect(() => {
    if (!online || !steps) return;
    void request('workbook:read', {}).then((got) => {
      if (got.ok) setAnswer({ workbook: got.value, at: Date.now() + offset });
    });
  }, [online, steps, offset]);
  return answer;
}

export function WorkbookPage({ part, lessons }: WorkbookPageProps) {
  const t = useTexts(workbookTexts);
  const w = useTexts(workbenchTexts);
  const locale = useLocale();
  const answer = useWorkbook();
  const offline = useLab((state) => state.connection === 'offline');
  const inRoom = useRoom((state) => state.view !== null);
  useEffect(() => connectLab(), []);
  return (
    <div className="start workbook">
      <header className="topbar">
        <Link className="home" href={`/${locale}`} aria-label={w.toStart}>
          <Wordmark />
        </Link>
        <span className="grow" />
        <button type="button" className="btn fill" data-testid="print" disabled={!answer} onClick={() => print()}>
          <Printer className="i" aria-hidden="true" />
          {t.print}
        </button>
        <LanguageSwitch />
        <ThemeButton />
      </header>
      <main className="book">
        {inRoom ? <PlainBanner /> : null}
        <p className="book-over">{part}</p>
        <h1>{t.title}</h1>
        <p className="lead">{t.lead}</p>
        {offline && !answer ? <p role="alert">{t.offline}</p> : null}
        {answer ? <WorkbookPages lessons={lessons} {...answer} /> : null}
        {!answer && !offline ? <p role="status">{t.asking}</p> : null}
      </main>
    </div>
  );
}
