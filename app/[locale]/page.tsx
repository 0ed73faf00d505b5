import { notFound } from 'next/navigation';
import { lessonOutlines } from '@/app/content/lessons';
import { Start } from '@/components/workbench/start';
import { isLocale } from '@/lib/i18n/locale';

export default async function StartPage({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const course = lessonOutlines(locale);
  if (course.length === 0) notFound();
  return <Start course={course} />;
}
