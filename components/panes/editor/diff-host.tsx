'use client';
// Two texts as one, changed lines marked. Only to look at.
import { useEffect, useRef } from 'react';
import { useLocale, useTexts } from '@/components/ui/locale';
import { editorTexts } from '@/lib/i18n/editor';
import { loadMonaco } from './monaco/load';
import { textOptions } from './monaco/options';
import { applyTheme } from './monaco/theme';

interface DiffHostProps {
  file: string;
  before: string;
  after: string;
}

export function DiffHost({ file, before, after }: DiffHostProps) {
  const t = useTexts(editorTexts);
  const locale = useLocale();
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!container.current) return;
    const monaco = loadMonaco(locale);
    applyTheme(monaco);
    const original = monaco.editor.createModel(before, 'yaml');
    const modified = monaco.editor.createModel(after, 'yaml');
    const diff = monaco.editor.createDiffEditor(container.current, {
      ...textOptions(),
      readOnly: true,
      domReadOnly: true,
      renderSideBySide: false,
      renderOverviewRuler: false,
      renderMarginRevertIcon: false,
      originalAriaLabel: t.diffOf(file),
      modifiedAriaLabel: t.diffOf(file),
    });
    diff.setModel({ original, modified });
    return () => {
      diff.dispose();
      original.dispose();
      modified.dispose();
    };
  }, [locale, file, before, after, t]);
  return <div className="ed-monaco" data-diff-file={file} ref={container} />;
}
