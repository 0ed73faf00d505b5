import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { lessonOutlines, workbookLessons } from '@/app/content/lessons';
import { WorkbookPage } from '@/components/workbench/workbook';
import { isLocale } from '@/lib/i18n/locale';
import { workbookTexts } from '@/lib/i18n/workbook';

interface Props {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return isLocale(locale) ? { title: `${workbookTexts[locale].title} · Kulissen` } : {};
}

/** The learner's own record, to be printed. */
export default async function Workbook({ params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  return <WorkbookPage part={lessonOutlines(locale)[0]?.part ?? ''} lessons={workbookLessons(locale)} />;
}
