'use client';
// One Monaco editor for all files: a model for each, kept while the file is open, so that undo and cursor survive a change of tab.
import type { editor } from 'monaco-editor/editor';
import { useEffect, useRef } from 'react';
import { useLab } from '@/components/state/lab-store';
import { useWorkbench } from '@/components/state/workbench-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { editorTexts } from '@/lib/i18n/editor';
import { editDocument, isDirty, useDocuments } from './documents';
import { currentDecision, litLine } from './lit-line';
import { lightLine, markProblems } from './markers';
import { loadMonaco, type Monaco } from './monaco/load';
import { textOptions, typeSize } from './monaco/options';
import { applyTheme } from './monaco/theme';
import { useProblems } from './use-problems';

const modelUri = (monaco: Monaco, file: string) => monaco.Uri.file(`/kubelet-manifests/${file}`);

const editorOptions = (): editor.IStandaloneEditorConstructionOptions => ({
  ...textOptions(),
  tabSize: 2,
  insertSpaces: true,
  detectIndentation: false,
  quickSuggestions: { other: true, comments: false, strings: true },
});

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

/** The line of this file that the light falls on now: only of what is saved, for that is what the kubelet read. */
function useLitLine(file: string): number | undefined {
  const text = useDocuments((state) => (isDirty(state.byFile[file]) ? undefined : state.byFile[file]?.text));
  const decision = useLab(({ view }) => {
    const current = view ? currentDecision(view.decisions, view.kubelet) : undefined;
    return current && view?.pods[current.podUid]?.file === file ? current : undefined;
  });
  return text !== undefined && decision ? litLine(text, decision) : undefined;
}

export function MonacoHost({ file, hidden }: { file: string; hidden: boolean }) {
  const t = useTexts(editorTexts);
  const locale = useLocale();
  const container = useRef<HTMLDivElement>(null);
  const instance = useRef<{ monaco: Monaco; editor: editor.IStandaloneCodeEditor } | null>(null);
  const replaced = useDocuments((state) => state.replaced[file] ?? 0);
  const ready = useDocuments((state) => state.byFile[file] !== undefined && state.byFile[file]?.status !== 'loading');
  const problems = useProblems(file);
  const lit = useLitLine(file);

  useEffect(() => {
    if (!container.current) return;
    const monaco = loadMonaco(locale);
    applyTheme(monaco);
    const created = monaco.editor.create(container.current, editorOptions());
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
    if (!instance.current || !ready) return;
    const { monaco } = instance.current;
    const model = modelOf(monaco, file);
    const timer = setTimeout(() => markProblems(monaco, model, problems), 150);
    return () => clearTimeout(timer);
  }, [file, ready, problems, locale]);

  useEffect(() => {
    if (!instance.current || !ready || lit === undefined) return;
    const model = modelOf(instance.current.monaco, file);
    const shown = lightLine(model, lit, [], t.lit);
    return () => void lightLine(model, undefined, shown, t.lit);
  }, [file, ready, lit, t, locale]);

  // The page's type size changes with the window and the arrangement.
  useEffect(() => {
    const observer = new ResizeObserver(() => instance.current?.editor.updateOptions(typeSize()));
    if (container.current) observer.observe(container.current);
    return () => observer.disconnect();
  }, []);

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
          // Models of comparisons belong to those.
          if (model.uri.scheme !== 'file') continue;
          const name = model.uri.path.split('/').at(-1) ?? '';
          if (!(name in byFile) && name !== useWorkbench.getState().openFile) model.dispose();
        }
      }),
    [],
  );

  return <div className="ed-monaco" data-editor-file={file} hidden={hidden} ref={container} />;
}
