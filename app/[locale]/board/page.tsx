import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { lessonOutlines } from '@/app/content/lessons';
import { Board } from '@/components/room/board';
import { LanguageSwitch } from '@/components/workbench/language-switch';
import { ThemeButton } from '@/components/workbench/theme-button';
import { Wordmark } from '@/components/workbench/wordmark';
import { isLocale } from '@/lib/i18n/locale';
import { boardTexts } from '@/lib/i18n/room/board';

interface Props {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return isLocale(locale) ? { title: boardTexts[locale].title } : {};
}

/** A workshop's trainer: the whole class at a glance. */
export default async function BoardPage({ params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const switches = (
    <>
      <LanguageSwitch />
      <ThemeButton />
    </>
  );
  return <Board course={lessonOutlines(locale)} mark={<Wordmark />} switches={switches} />;
}
