'use client';
import Link from 'next/link';
import { useLocale, useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';

export default function NotFound() {
  const t = useTexts(workbenchTexts);
  const locale = useLocale();
  return (
    <main className="page-note">
      <h1>{t.notFoundTitle}</h1>
      <p>{t.notFoundText}</p>
      <Link href={`/${locale}`}>{t.toStart}</Link>
    </main>
  );
}
