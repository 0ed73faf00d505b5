import type { editor } from 'monaco-editor/editor';
import type { Locale } from '@/lib/i18n/locale';
import type { Monaco } from './monaco/load';
import { problemsOf } from './problems';

/** Draws the problems as squiggles; each spans the word it points at. */
export function markProblems(
  monaco: Monaco,
  model: editor.ITextModel,
  nodeName: string,
  file: string,
  text: string,
  locale: Locale,
): void {
  if (model.isDisposed()) return;
  const markers = problemsOf(text, file, nodeName, locale).map((problem) => {
    const line = Math.min(problem.line, model.getLineCount());
    const column = Math.min(problem.column, model.getLineMaxColumn(line));
    const word = model.getWordAtPosition({ lineNumber: line, column });
    return {
      severity: problem.severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
      message: problem.text,
      startLineNumber: line,
      startColumn: word?.startColumn ?? column,
      endLineNumber: line,
      endColumn: word?.endColumn ?? model.getLineMaxColumn(line),
    };
  });
  monaco.editor.setModelMarkers(model, 'kubelet', markers);
}
