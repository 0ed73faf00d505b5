'use client';
// What a trainer prints: the workbook of one participant, or of all, each beginning on a page of its own.
import { LayoutGrid, Printer } from 'lucide-react';
import Link from 'next/link';
import { memo, useState } from 'react';
import { PlainBanner } from '@/components/room/plain-banner';
import { Offline, TrainerGate } from '@/components/room/trainer-gate';
import { useLocale, useTexts } from '@/components/ui/locale';
import { boardTexts } from '@/lib/i18n/room/board';
import { workbenchTexts } from '@/lib/i18n/workbench';
import type { WorkbookLesson } from '@/lib/lessons/workbook';
import type { BoardView } from '@/lib/protocol/room';
import { LanguageSwitch } from '../language-switch';
import { ThemeButton } from '../theme-button';
import { Wordmark } from '../wordmark';
import { WorkbookPages } from '../workbook/pages';
import { type ReadRecord, useRecords } from './use-records';
import '../start.css';
import '../workbook/workbook.css';

interface RecordsPageProps {
  /** In reading order. */
  lessons: WorkbookLesson[];
  /** Of this seat only; absent: of all. */
  seat?: string;
}

export function RecordsPage(props: RecordsPageProps) {
  const t = useTexts(boardTexts).records;
  return <TrainerGate heading={t.heading}>{(board) => <Open {...props} board={board} />}</TrainerGate>;
}

function Open({ lessons, seat, board }: RecordsPageProps & { board: BoardView }) {
  const t = useTexts(boardTexts).records;
  const w = useTexts(workbenchTexts);
  const locale = useLocale();
  // Who joins or leaves while the workbooks are read does not begin it anew.
  const [names] = useState(() =>
    Object.values(board.seats)
      .filter(({ id }) => seat === undefined || id === seat)
      .sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))
      .map(({ id, name }) => ({ id, name })),
  );
  const records = useRecords(names.map(({ id }) => id).join(' '));
  const complete = records.length === names.length;
  return (
    <div className="start workbook" data-testid="records">
      <header className="topbar">
        <Link className="home" href={`/${locale}`} aria-label={w.toStart}>
          <Wordmark />
        </Link>
        <span className="grow" />
        <Link className="btn" href={`/${locale}/board`}>
          <LayoutGrid className="i" aria-hidden="true" />
          {t.toBoard}
        </Link>
        <button type="button" className="btn fill" data-testid="print" disabled={!complete} onClick={() => print()}>
          <Printer className="i" aria-hidden="true" />
          {t.print}
        </button>
        <LanguageSwitch />
        <ThemeButton />
      </header>
      <main className="book">
        <div className="book-screen">
          <PlainBanner />
          <Offline />
          <h1>{t.heading}</h1>
          <p className="lead">{t.lead}</p>
          <p className="book-reading" role="status">
            {names.length === 0
              ? t.nobody
              : complete
                ? t.all(names.length)
                : t.reading(records.length + 1, names.length)}
          </p>
        </div>
        {records.map((record) => (
          <Record
            key={record.seat}
            record={record}
            name={names.find(({ id }) => id === record.seat)?.name ?? record.seat}
            lessons={lessons}
          />
        ))}
      </main>
    </div>
  );
}

interface RecordProps {
  record: ReadRecord;
  name: string;
  lessons: WorkbookLesson[];
}

const Record = memo(function Record({ record: { seat, workbook, at }, name, lessons }: RecordProps) {
  const t = useTexts(boardTexts).records;
  return (
    <article className="book-record" data-testid="record" data-seat={seat}>
      <h2>{name}</h2>
      {workbook ? (
        <>
          <WorkbookPages lessons={lessons} workbook={workbook} at={at} name={name} />
          {Object.keys(workbook.steps).length === 0 ? <p className="book-note">{t.empty}</p> : null}
        </>
      ) : (
        <p role="alert">{t.missing(name)}</p>
      )}
    </article>
  );
});
