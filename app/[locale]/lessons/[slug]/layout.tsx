import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { lessonOutlines } from '@/app/content/lessons';
import { Workbench } from '@/components/workbench';
import { LAYOUT_COOKIE, parseRemembered } from '@/components/workbench/layout-memory';
import { isLocale } from '@/lib/i18n/locale';

interface LayoutProps {
  children: ReactNode;
  params: Promise<{ locale: string; slug: string }>;
}

/** The workbench stays while steps change: editor, terminals and stage are not mounted anew. */
export default async function LessonLayout({ children, params }: LayoutProps) {
  const { locale, slug } = await params;
  const course = isLocale(locale) ? lessonOutlines(locale) : [];
  const lesson = course.find((candidate) => candidate.slug === slug);
  if (!lesson) notFound();
  const remembered = parseRemembered((await cookies()).get(LAYOUT_COOKIE)?.value);
  return (
    <Workbench lesson={lesson} course={course} remembered={remembered}>
      {children}
    </Workbench>
  );
}
