'use client';
import { Clock } from 'lucide-react';
import { useLocale, useTexts } from '@/components/ui/locale';
import { hourMinute } from '@/lib/i18n/format';
import { boardTexts } from '@/lib/i18n/room/board';
import type { LessonEnd as End } from '@/lib/room/lesson-end';
import { roughly } from '../use-server-now';

/** Less than this is no difference, ms. */
const SAME_MS = 60_000;

/** When the lesson ends, by the plan and as the class gets on. */
export function LessonEnd({ plannedAt, estimatedAt }: End) {
  const t = useTexts(boardTexts).ends;
  const locale = useLocale();
  const late = (estimatedAt ?? plannedAt) - plannedAt;
  const time = roughly(Math.abs(late), locale);
  return (
    <p className="board-end" data-testid="lesson-end" data-late={late >= SAME_MS ? '' : undefined} title={t.hint}>
      <Clock className="i" aria-hidden="true" />
      {t.planned(hourMinute(plannedAt, locale))}
      {' · '}
      <b>
        {estimatedAt === null ? t.through : t.estimated(hourMinute(estimatedAt, locale))}
        {Math.abs(late) < SAME_MS ? '' : ` · ${late > 0 ? t.late(time) : t.early(time)}`}
      </b>
    </p>
  );
}
