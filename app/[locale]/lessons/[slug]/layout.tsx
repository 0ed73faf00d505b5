import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { lessonOutlines } from '@/app/content/lessons';
import { Workbench } from '@/components/workbench';
import { LAYOUT_COOKIE, parsePaneSizes } from '@/components/workbench/layout-memory';
import { isLocale } from '@/lib/i18n/locale';

interface LayoutProps {
  children: ReactNode;
  params: Promise<{ locale: string; slug: string }>;
}

/** The workbench stays while steps change: editor, terminals and stage are not mounted anew. */
export default async function LessonLayout({ children, params }: LayoutProps) {
  const { locale, slug } = await params;
  const outline = isLocale(locale) ? lessonOutlines(locale).find((lesson) => lesson.slug === slug) : undefined;
  if (!outline) notFound();
  const sizes = parsePaneSizes((await cookies()).get(LAYOUT_COOKIE)?.value);
  return (
    <Workbench rail={outline} sizes={sizes}>
      {children}
    </Workbench>
  );
}
