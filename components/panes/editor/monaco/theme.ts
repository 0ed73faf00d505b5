// The editor's colours are the tokens' (components/ui/tokens.css): read once per scheme, as Monaco wants literals.
import type { Monaco } from './load';

const TOKENS = {
  editor: '--editor',
  text: '--text-1',
  dim: '--text-3',
  line: '--line',
  raised: '--bench-raised',
  accent: '--accent',
  key: '--syn-key',
  string: '--syn-string',
  number: '--syn-number',
  punct: '--syn-punct',
  comment: '--syn-comment',
  warning: '--st-waiting-bd',
  error: '--st-failed-bd',
} as const;

type Palette = Record<keyof typeof TOKENS, string>;

/** The tokens as `rrggbb`, as the page shows them now: the build resolves light-dark() at the root, so only the current scheme can be read. */
function palette(): Palette {
  const probe = document.createElement('span');
  document.body.append(probe);
  const colours = Object.entries(TOKENS).map(([name, token]) => {
    probe.style.color = `var(${token})`;
    const parts = getComputedStyle(probe).color.match(/[\d.]+/g) ?? ['0', '0', '0'];
    const hex = parts.slice(0, 3).map((part) => Math.round(Number(part)).toString(16).padStart(2, '0'));
    return [name, hex.join('')];
  });
  probe.remove();
  return Object.fromEntries(colours) as Palette;
}

/** Gives all editors the colours of the page; to be called again when its theme changes. */
export function applyTheme(monaco: Monaco): void {
  const scheme = currentScheme();
  const c = palette();
  monaco.editor.defineTheme(`kulissen-${scheme}`, {
    base: scheme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: 'type.yaml', foreground: c.key },
      { token: 'string.yaml', foreground: c.string },
      { token: 'number.yaml', foreground: c.number },
      { token: 'keyword.yaml', foreground: c.number },
      { token: 'operators.yaml', foreground: c.punct },
      { token: 'delimiter', foreground: c.punct },
      { token: 'comment.yaml', foreground: c.comment },
    ],
    colors: {
      'editor.background': `#${c.editor}`,
      'editor.foreground': `#${c.text}`,
      'editorLineNumber.foreground': `#${c.dim}`,
      'editorLineNumber.activeForeground': `#${c.text}`,
      'editor.lineHighlightBackground': `#${c.accent}0f`,
      'editor.lineHighlightBorder': '#00000000',
      'editorIndentGuide.background1': `#${c.line}`,
      'editorWidget.background': `#${c.raised}`,
      'editorHoverWidget.background': `#${c.raised}`,
      'editorWarning.foreground': `#${c.warning}`,
      'editorError.foreground': `#${c.error}`,
      focusBorder: '#00000000',
    },
  });
  monaco.editor.setTheme(`kulissen-${scheme}`);
}

/** The scheme the page shows now: the learner's choice, else the system's. */
function currentScheme(): 'light' | 'dark' {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
