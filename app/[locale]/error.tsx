'use client';
import { useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';

export default function PageError({ reset }: { reset: () => void }) {
  const t = useTexts(workbenchTexts);
  return (
    <main className="page-note" role="alert">
      <h1>{t.errorTitle}</h1>
      <p>{t.errorText}</p>
      <button type="button" className="btn fill" onClick={reset}>
        {t.retry}
      </button>
    </main>
  );
}
