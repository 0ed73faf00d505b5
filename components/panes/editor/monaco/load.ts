// Monaco, loaded once and only in the browser: hand-picked features (the whole package is a third larger), own workers.
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/caretOperations/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codeEditor/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/diffEditor/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/gotoLine/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/lineSelection/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/tokenization/register';
import 'monaco-editor/features/unicodeHighlighter/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/languages/definitions/yaml/register';
import * as monaco from 'monaco-editor/editor';
import { configureMonacoYaml } from 'monaco-yaml';
import type { Locale } from '@/lib/i18n/locale';
import { podSchema } from '../pod-schema';
import { withWorkers } from './workers';

export type Monaco = typeof monaco;

let configured: ReturnType<typeof configureMonacoYaml> | undefined;

const yamlOptions = (locale: Locale) => ({
  completion: true,
  hover: true,
  // Problems come from the kubelet's own reader (markers.ts), in the reader's language; a second opinion would only confuse.
  validate: false,
  schemas: [{ uri: 'kulissen://pod.schema.json', fileMatch: ['*'], schema: podSchema(locale) }],
});

/** The editor's code, with the Pod schema's texts in `locale`. Calling it again only changes the language. */
export function loadMonaco(locale: Locale): Monaco {
  if (configured) void configured.update(yamlOptions(locale));
  else {
    configured = configureMonacoYaml(withWorkers(monaco), yamlOptions(locale));
  }
  return monaco;
}
