'use client';
import { FileCode } from 'lucide-react';
import { useTexts } from '@/components/ui/locale';
import { editorTexts } from '@/lib/i18n/editor';

export function EmptyEditor() {
  const t = useTexts(editorTexts);
  return (
    <div className="ed-empty">
      <FileCode className="i s24" aria-hidden="true" />
      <h2>{t.emptyTitle}</h2>
      <p>{t.emptyText}</p>
    </div>
  );
}
