import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { JoinForm } from '@/components/room/join-form';
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
  return isLocale(locale) ? { title: doorTexts[locale].joinTitle } : {};
}

export default async function JoinPage({ params, searchParams }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const next = pageAfter((await searchParams).next, locale);
  return (
    <DoorSheet languages={<DoorLanguages door="join" next={next} label={doorTexts[locale].language} />}>
      <JoinForm next={next} />
    </DoorSheet>
  );
}
