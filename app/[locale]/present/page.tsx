import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { lessonOutlines, trainerNotes } from '@/app/content/lessons';
import { Notes } from '@/components/panes/lesson/notes';
import { Present } from '@/components/room/present';
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
  return isLocale(locale) ? { title: boardTexts[locale].presentTitle } : {};
}

/** A workshop's trainer: notes and time of the step that is shown, and the way on. */
export default async function PresentPage({ params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const course = lessonOutlines(locale);
  const notes = Object.fromEntries(
    trainerNotes(locale).map(({ lesson, step, blocks }) => [
      `${lesson}/${step}`,
      <Notes key={step} slug={lesson} of={blocks} />,
    ]),
  );
  const switches = (
    <>
      <LanguageSwitch />
      <ThemeButton />
    </>
  );
  return <Present course={course} notes={notes} mark={<Wordmark />} switches={switches} />;
}
