import type { editor } from 'monaco-editor/editor';
import type { Monaco } from './monaco/load';
import type { LocatedProblem } from './problems';

/** Draws the problems as squiggles; each spans the word it points at. */
export function markProblems(monaco: Monaco, model: editor.ITextModel, problems: readonly LocatedProblem[]): void {
  if (model.isDisposed()) return;
  const markers = problems.map((problem) => {
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

/** The light: one whole line, or none. Returns what to hand in next time. */
export function lightLine(
  model: editor.ITextModel,
  line: number | undefined,
  before: string[],
  hint: string,
): string[] {
  if (model.isDisposed()) return [];
  const lit =
    line === undefined || line > model.getLineCount()
      ? []
      : [
          {
            range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 },
            options: {
              isWholeLine: true,
              className: 'ed-lit',
              linesDecorationsClassName: 'ed-lit-edge',
              hoverMessage: { value: hint },
            },
          },
        ];
  return model.deltaDecorations(before, lit);
}
