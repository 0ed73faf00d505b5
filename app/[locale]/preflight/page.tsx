import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Preflight } from '@/components/workbench/preflight';
import { isLocale } from '@/lib/i18n/locale';
import { preflightTexts } from '@/lib/i18n/preflight';

interface Props {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return isLocale(locale) ? { title: `${preflightTexts[locale].title} · Kulissen` } : {};
}

export default async function PreflightPage({ params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  return <Preflight />;
}
