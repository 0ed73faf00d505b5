'use client';
import { Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';

type Theme = 'light' | 'dark';

const shown = (): Theme => {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
};

/** Puts the other theme on; the choice is kept in a cookie, so that the server renders it. Until then the system's holds. */
export function toggleTheme(): void {
  const next: Theme = shown() === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset.theme = next;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari.
  document.cookie = `kulissen_theme=${next}; path=/; max-age=31536000; samesite=strict`;
}

function follow(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const media = matchMedia('(prefers-color-scheme: dark)');
  media.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', changed);
  };
}

export function ThemeButton() {
  const t = useTexts(workbenchTexts);
  const theme = useSyncExternalStore<Theme>(follow, shown, () => 'light');
  const Icon = theme === 'dark' ? Sun : Moon;
  return (
    <button
      type="button"
      className="btn icon"
      data-testid="theme"
      aria-label={t.theme[theme]}
      title={t.theme[theme]}
      onClick={toggleTheme}
    >
      <Icon className="i s16" aria-hidden="true" />
    </button>
  );
}
