import { notFound, redirect } from 'next/navigation';
import { lessonOutlines } from '@/app/content/lessons';
import { isLocale } from '@/lib/i18n/locale';

/** A lesson without a step leads to its first one. */
export default async function LessonEntry({ params }: { params: Promise<{ locale: string; slug: string }> }) {
  const { locale, slug } = await params;
  const first = isLocale(locale) ? lessonOutlines(locale).find((lesson) => lesson.slug === slug)?.steps[0] : undefined;
  if (!first) notFound();
  redirect(`/${locale}/lessons/${slug}/${first.id}`);
}
