'use client';
// One Monaco editor for all files: a model for each, kept while the file is open, so that undo and cursor survive a change of tab.
import type { editor } from 'monaco-editor/editor';
import { useEffect, useRef } from 'react';
import { useLab } from '@/components/state/lab-store';
import { useWorkbench } from '@/components/state/workbench-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { editorTexts } from '@/lib/i18n/editor';
import { editDocument, useDocuments } from './documents';
import { markProblems } from './markers';
import { loadMonaco, type Monaco } from './monaco/load';
import { applyTheme } from './monaco/theme';

const modelUri = (monaco: Monaco, file: string) => monaco.Uri.file(`/kubelet-manifests/${file}`);

const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  minimap: { enabled: false },
  fontFamily: '"JetBrains Mono Variable", ui-monospace, "DejaVu Sans Mono", monospace',
  fontLigatures: false,
  fontSize: 13,
  lineHeight: 20,
  lineNumbersMinChars: 3,
  padding: { top: 8, bottom: 8 },
  renderLineHighlight: 'line',
  // The number of the empty line after the last newline is drawn too pale to read.
  renderFinalNewline: 'off',
  scrollBeyondLastLine: false,
  tabSize: 2,
  insertSpaces: true,
  detectIndentation: false,
  overviewRulerLanes: 0,
  fixedOverflowWidgets: true,
  wordWrap: 'off',
  quickSuggestions: { other: true, comments: false, strings: true },
  guides: { indentation: true },
  'semanticHighlighting.enabled': false,
};

/** The model of a file, made on first use; typing in it edits the document. */
function modelOf(monaco: Monaco, file: string): editor.ITextModel {
  const uri = modelUri(monaco, file);
  const existing = monaco.editor.getModel(uri);
  if (existing) return existing;
  const model = monaco.editor.createModel(useDocuments.getState().byFile[file]?.text ?? '', 'yaml', uri);
  model.onDidChangeContent(() => editDocument(file, model.getValue()));
  return model;
}

/** Text that came from elsewhere (read, reset, lesson block) replaces the model's in one undoable edit. */
function refreshModel(model: editor.ITextModel, text: string): void {
  if (model.getValue() === text) return;
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
}

export function MonacoHost({ file }: { file: string }) {
  const t = useTexts(editorTexts);
  const locale = useLocale();
  const container = useRef<HTMLDivElement>(null);
  const instance = useRef<{ monaco: Monaco; editor: editor.IStandaloneCodeEditor } | null>(null);
  const replaced = useDocuments((state) => state.replaced[file] ?? 0);
  const ready = useDocuments((state) => state.byFile[file] !== undefined && state.byFile[file]?.status !== 'loading');
  const text = useDocuments((state) => state.byFile[file]?.text);
  const nodeName = useLab((state) => state.view?.node.name ?? 'worker1');

  useEffect(() => {
    if (!container.current) return;
    const monaco = loadMonaco(locale);
    applyTheme(monaco);
    const created = monaco.editor.create(container.current, OPTIONS);
    instance.current = { monaco, editor: created };
    const follow = () => applyTheme(monaco);
    const media = matchMedia('(prefers-color-scheme: dark)');
    media.addEventListener('change', follow);
    const observer = new MutationObserver(follow);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      media.removeEventListener('change', follow);
      observer.disconnect();
      created.dispose();
      instance.current = null;
    };
  }, [locale]);

  useEffect(() => {
    if (!instance.current || !ready) return;
    const { monaco, editor: host } = instance.current;
    const model = modelOf(monaco, file);
    host.setModel(model);
    host.updateOptions({ ariaLabel: `${t.editorOf(file)}. ${t.leaveHint}` });
  }, [file, ready, locale, t]);

  useEffect(() => {
    if (!instance.current || !ready || replaced === 0) return;
    refreshModel(modelOf(instance.current.monaco, file), useDocuments.getState().byFile[file]?.text ?? '');
  }, [file, ready, replaced, locale]);

  useEffect(() => {
    if (!instance.current || !ready || text === undefined) return;
    const { monaco } = instance.current;
    const model = modelOf(monaco, file);
    const timer = setTimeout(() => markProblems(monaco, model, nodeName, file, text, locale), 150);
    return () => clearTimeout(timer);
  }, [file, ready, text, nodeName, locale]);

  useEffect(() => {
    const reveal = (event: Event) => {
      const { line, column } = (event as CustomEvent<{ line: number; column: number }>).detail;
      instance.current?.editor.revealLineInCenterIfOutsideViewport(line);
      instance.current?.editor.setPosition({ lineNumber: line, column });
      instance.current?.editor.focus();
    };
    const node = container.current;
    node?.addEventListener('kulissen:reveal', reveal);
    return () => node?.removeEventListener('kulissen:reveal', reveal);
  }, []);

  // A model whose document is gone goes too; the next file of that name starts clean.
  useEffect(
    () =>
      useDocuments.subscribe(({ byFile }) => {
        const monaco = instance.current?.monaco;
        for (const model of monaco?.editor.getModels() ?? []) {
          const name = model.uri.path.split('/').at(-1) ?? '';
          if (!(name in byFile) && name !== useWorkbench.getState().openFile) model.dispose();
        }
      }),
    [],
  );

  return <div className="ed-monaco" data-editor-file={file} ref={container} />;
}
