import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { workbookLessons } from '@/app/content/lessons';
import { RecordsPage } from '@/components/workbench/records';
import { isLocale } from '@/lib/i18n/locale';
import { boardTexts } from '@/lib/i18n/room/board';
import { SEAT_ID } from '@/lib/room/member';

interface Props {
  params: Promise<{ locale: string; seat?: string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return isLocale(locale) ? { title: boardTexts[locale].records.title } : {};
}

/** A workshop's trainer: the workbook of one seat, or of all, to be printed. */
export default async function Records({ params }: Props) {
  const { locale, seat: [seat, ...more] = [] } = await params;
  if (!isLocale(locale) || more.length > 0 || (seat !== undefined && !SEAT_ID.test(seat))) notFound();
  return <RecordsPage lessons={workbookLessons(locale)} {...(seat === undefined ? {} : { seat })} />;
}
