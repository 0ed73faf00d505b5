'use client';
import { Moon, Sun } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';

type Theme = 'light' | 'dark';

const shown = (): Theme => {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
};

/** Follows the system until it is pressed; the choice is kept in a cookie, so that the server renders it. */
export function ThemeButton() {
  const t = useTexts(workbenchTexts);
  const [theme, setTheme] = useState<Theme>('light');
  useEffect(() => setTheme(shown()), []);
  const toggle = () => {
    const next: Theme = shown() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari.
    document.cookie = `kulissen_theme=${next}; path=/; max-age=31536000; samesite=strict`;
    setTheme(next);
  };
  const Icon = theme === 'dark' ? Sun : Moon;
  return (
    <button
      type="button"
      className="btn icon"
      data-testid="theme"
      aria-label={t.theme[theme]}
      title={t.theme[theme]}
      onClick={toggle}
    >
      <Icon className="i s16" aria-hidden="true" />
    </button>
  );
}
