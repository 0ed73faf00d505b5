import '@fontsource-variable/commissioner/wght.css';
import '@fontsource-variable/literata/opsz.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@/components/ui/tokens.css';
import '@/components/ui/base.css';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { LocaleProvider } from '@/components/ui/locale';
import { isLocale } from '@/lib/i18n/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';

interface LayoutProps {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const t = workbenchTexts[locale];
  return { title: `${t.product} · ${t.tagline}`, description: t.tagline, icons: { icon: '/icon.svg' } };
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

/** The theme is the system's unless the learner chose one: then the server renders it, so that nothing flashes. */
export default async function LocaleLayout({ children, params }: LayoutProps) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const chosen = (await cookies()).get('kulissen_theme')?.value;
  const theme = chosen === 'light' || chosen === 'dark' ? chosen : undefined;
  return (
    <html lang={locale} {...(theme ? { 'data-theme': theme } : {})} suppressHydrationWarning>
      <body>
        <LocaleProvider locale={locale}>{children}</LocaleProvider>
      </body>
    </html>
  );
}
