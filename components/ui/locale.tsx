'use client';
import { createContext, type ReactNode, useContext } from 'react';
import { DEFAULT_LOCALE, type Locale, type Texts } from '@/lib/i18n/locale';

const LocaleContext = createContext<Locale>(DEFAULT_LOCALE);

export function LocaleProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  return <LocaleContext value={locale}>{children}</LocaleContext>;
}

export const useLocale = (): Locale => useContext(LocaleContext);

/** The texts of one area in the page's language. */
export const useTexts = <T,>(texts: Texts<T>): T => texts[useLocale()];
