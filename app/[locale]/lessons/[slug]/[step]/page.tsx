import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { lessonStep } from '@/app/content/lessons';
import { LessonPane } from '@/components/panes/lesson';
import { isLocale } from '@/lib/i18n/locale';

interface StepParams {
  params: Promise<{ locale: string; slug: string; step: string }>;
}

async function find({ params }: StepParams) {
  const { locale, slug, step } = await params;
  return isLocale(locale) ? lessonStep(locale, slug, step) : undefined;
}

export async function generateMetadata(props: StepParams): Promise<Metadata> {
  const found = await find(props);
  return found ? { title: `${found.step.title} · Kulissen` } : {};
}

export default async function StepPage(props: StepParams) {
  const found = await find(props);
  if (!found) notFound();
  return <LessonPane lesson={found.lesson} step={found.step} />;
}
