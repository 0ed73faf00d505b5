import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Truth } from '@/components/workbench/truth';
import { isLocale } from '@/lib/i18n/locale';
import { truthTexts } from '@/lib/i18n/truth';

interface Props {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return isLocale(locale) ? { title: `${truthTexts[locale].title} · Kulissen` } : {};
}

/** What holds for the real kubelet, and where ours differs on purpose. */
export default async function TruthPage({ params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  return <Truth locale={locale} />;
}
