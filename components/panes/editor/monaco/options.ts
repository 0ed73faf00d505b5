// How manifests are set, in the editor and in comparisons. Sizes follow the page's type size (large screens, projector).
import type { editor } from 'monaco-editor/editor';

const FONT_REM = 13 / 16;
const LINE_REM = 20 / 16;

const rootSize = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

export const typeSize = () => ({
  fontSize: Math.round(rootSize() * FONT_REM * 10) / 10,
  lineHeight: Math.round(rootSize() * LINE_REM),
});

export const textOptions = () =>
  ({
    ...typeSize(),
    automaticLayout: true,
    minimap: { enabled: false },
    fontFamily: '"JetBrains Mono Variable", ui-monospace, "DejaVu Sans Mono", monospace',
    fontLigatures: false,
    lineNumbersMinChars: 3,
    padding: { top: 8, bottom: 8 },
    renderLineHighlight: 'line',
    // The number of the empty line after the last newline is drawn too pale to read.
    renderFinalNewline: 'off',
    scrollBeyondLastLine: false,
    overviewRulerLanes: 0,
    fixedOverflowWidgets: true,
    wordWrap: 'off',
    guides: { indentation: true },
    'semanticHighlighting.enabled': false,
  }) satisfies editor.IEditorOptions & Record<string, unknown>;
