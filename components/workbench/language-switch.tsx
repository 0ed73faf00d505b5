'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useLocale, useTexts } from '@/components/ui/locale';
import { LOCALES } from '@/lib/i18n/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';

const NAMES = { de: 'Deutsch', en: 'English' } as const;

/** The same page in the other language: step, files, terminals and place stay. */
export function LanguageSwitch() {
  const t = useTexts(workbenchTexts);
  const current = useLocale();
  const path = usePathname();
  return (
    <nav className="lang" aria-label={t.language}>
      {LOCALES.map((locale) => (
        <Link
          key={locale}
          href={path.replace(/^\/(de|en)(?=\/|$)/, `/${locale}`)}
          scroll={false}
          lang={locale}
          hrefLang={locale}
          aria-label={NAMES[locale]}
          {...(locale === current ? { 'aria-current': 'true' as const, 'data-on': '' } : {})}
        >
          {locale.toUpperCase()}
        </Link>
      ))}
    </nav>
  );
}
