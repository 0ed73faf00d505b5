import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { TrainerForm } from '@/components/room/trainer-form';
import { isLocale } from '@/lib/i18n/locale';
import { doorTexts } from '@/lib/i18n/room';
import { pageAfter } from '../login/arrival';
import { DoorLanguages } from '../login/languages';
import { DoorSheet } from '../login/sheet';

interface Props {
  params: Promise<{ locale: string }>;
  /** Read on each request, so the page is never rendered ahead of time: its scripts need that request's nonce. */
  searchParams: Promise<{ next?: string | string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return isLocale(locale) ? { title: doorTexts[locale].trainerTitle } : {};
}

export default async function TrainerPage({ params, searchParams }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const asked = pageAfter((await searchParams).next, locale);
  const next = asked === `/${locale}` ? `/${locale}/board` : asked;
  return (
    <DoorSheet languages={<DoorLanguages door="trainer" next={next} label={doorTexts[locale].language} />}>
      <TrainerForm next={next} />
    </DoorSheet>
  );
}
