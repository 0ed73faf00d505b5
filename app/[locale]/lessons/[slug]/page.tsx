import { notFound, redirect } from 'next/navigation';
import { lessonOutlines } from '@/app/content/lessons';
import { isLocale } from '@/lib/i18n/locale';
import { SEAT_ID } from '@/lib/room/member';

interface Props {
  params: Promise<{ locale: string; slug: string }>;
  searchParams: Promise<{ look?: string | string[] }>;
}

/** A lesson without a step leads to its first one; a trainer who looks at a seat goes on looking. */
export default async function LessonEntry({ params, searchParams }: Props) {
  const { locale, slug } = await params;
  const first = isLocale(locale) ? lessonOutlines(locale).find((lesson) => lesson.slug === slug)?.steps[0] : undefined;
  if (!first) notFound();
  const { look } = await searchParams;
  const query = typeof look === 'string' && SEAT_ID.test(look) ? `?look=${look}` : '';
  redirect(`/${locale}/lessons/${slug}/${first.id}${query}`);
}
