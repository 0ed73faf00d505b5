import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isLocale } from '@/lib/i18n/locale';
import { loginTexts } from '@/lib/i18n/login';
import { pageAfter } from './arrival';
import { DoorLanguages } from './languages';
import { LoginForm } from './login-form';
import { DoorSheet } from './sheet';

interface Props {
  params: Promise<{ locale: string }>;
  /** Read on each request, so the page is never rendered ahead of time: its scripts need that request's nonce. */
  searchParams: Promise<{ next?: string | string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return isLocale(locale) ? { title: loginTexts[locale].title } : {};
}

export default async function LoginPage({ params, searchParams }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const t = loginTexts[locale];
  const next = pageAfter((await searchParams).next, locale);
  return (
    <DoorSheet languages={<DoorLanguages door="login" next={next} label={t.language} />}>
      <h1>{t.heading}</h1>
      <p className="login-lead">{t.lead}</p>
      <LoginForm next={next} />
    </DoorSheet>
  );
}
