import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Wordmark } from '@/components/workbench/wordmark';
import { isLocale, LOCALES } from '@/lib/i18n/locale';
import { loginTexts } from '@/lib/i18n/login';
import { pageAfter } from './arrival';
import { LoginForm } from './login-form';
import './login.css';

interface Props {
  params: Promise<{ locale: string }>;
  /** Read on each request, so the page is never rendered ahead of time: its scripts need that request's nonce. */
  searchParams: Promise<{ next?: string | string[] }>;
}

const NAMES = { de: 'Deutsch', en: 'English' } as const;

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
    <div className="login">
      <header className="login-top">
        <Wordmark />
        <span className="grow" />
        <nav className="login-lang" aria-label={t.language}>
          {LOCALES.map((other) => (
            <Link
              key={other}
              href={`/${other}/login?next=${encodeURIComponent(next.replace(/^\/(?:de|en)(?=\/|$|\?)/, `/${other}`))}`}
              prefetch={false}
              lang={other}
              hrefLang={other}
              aria-label={NAMES[other]}
              {...(other === locale ? { 'aria-current': 'true' as const } : {})}
            >
              {other.toUpperCase()}
            </Link>
          ))}
        </nav>
      </header>
      <main className="login-sheet">
        <svg className="login-flats" viewBox="0 0 60 400" preserveAspectRatio="none" aria-hidden="true">
          <path className="login-flat-1" d="M0 0 28 10V390L0 400Z" />
          <path className="login-flat-2" d="M18 16 44 25V375L18 384Z" />
          <path className="login-flat-3" d="M36 32 60 41V359L36 368Z" />
        </svg>
        <div className="login-text">
          <h1>{t.heading}</h1>
          <p className="login-lead">{t.lead}</p>
          <LoginForm next={next} />
        </div>
      </main>
    </div>
  );
}
