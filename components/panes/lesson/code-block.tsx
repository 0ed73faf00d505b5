'use client';
import { AlignLeft, Copy, FileCode, type LucideIcon, Play, SquarePen, Terminal } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLab } from '@/components/state/lab-store';
import { useWorkbench } from '@/components/state/workbench-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import { lessonTexts } from '@/lib/i18n/lesson';
import type { CodeBlock as Code } from '@/lib/lessons/blocks';
import { fillVariables, parseVariable, resolveVariable, VARIABLE, variablesOf } from '@/lib/lessons/variables';
import { placed } from './placed';
import { runInTerminal } from './run-in-terminal';
import { useOnline } from './step-state';

/** How long a button says what it has done. */
const SAID_MS = 2000;

const GLYPHS = { run: Terminal, editor: FileCode, output: AlignLeft, plain: FileCode } satisfies Record<
  Code['role'],
  LucideIcon
>;

/** A command, a manifest or an output. Values that only the running lab knows are filled in by run and copy. */
export function CodeBlock({ block }: { block: Code }) {
  const t = useTexts(lessonTexts).code;
  const targets = { run: t.terminal, editor: block.file ?? '', output: t.output, plain: block.language };
  const Glyph = GLYPHS[block.role];
  return (
    <figure className="lesson-code" data-role={block.role}>
      <figcaption>
        <Glyph className="i" aria-hidden="true" />
        <span className="grow">{targets[block.role]}</span>
        {block.role === 'output' ? null : <Actions block={block} />}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        {block.role === 'run' ? <s aria-hidden="true">$ </s> : null}
        <CodeText text={block.text} />
      </pre>
      <Filled text={block.text} />
    </figure>
  );
}

/** The code with a name where a value of the running lab belongs. */
function CodeText({ text }: { text: string }) {
  const name = useVariableName();
  // Every second part is the name of a variable.
  return placed(text.split(VARIABLE)).map(({ item, key }, at) =>
    at % 2 === 0 ? (
      item
    ) : (
      <var key={key} className="lesson-var">
        {name(item)}
      </var>
    ),
  );
}

function useVariableName(): (variable: string) => string {
  const { variable: names } = useTexts(lessonTexts);
  return (text) => {
    const variable = parseVariable(text);
    return variable ? names[variable.name](variable.argument) : text;
  };
}

/** Says which values run and copy put in, so that nobody types a placeholder. */
function Filled({ text }: { text: string }) {
  const t = useTexts(lessonTexts).code;
  const name = useVariableName();
  const variables = variablesOf(text);
  const values = useLab((state) =>
    variables.map((variable) => (state.view && resolveVariable(variable, state.view)) ?? '').join('\n'),
  ).split('\n');
  if (variables.length === 0) return null;
  const unknown = variables.find((_, at) => !values[at]);
  return (
    <p className="lesson-filled">
      {unknown === undefined ? (
        <>
          {t.fills} <code>{values.join(' ')}</code>
        </>
      ) : (
        t.unknownYet(name(unknown))
      )}
    </p>
  );
}

function Actions({ block }: { block: Code }) {
  const t = useTexts(lessonTexts).code;
  const locale = useLocale();
  const online = useOnline();
  const propose = useWorkbench((state) => state.propose);
  const text = useLab((state) => {
    if (variablesOf(block.text).length === 0) return block.text;
    const filled = state.view ? fillVariables(block.text, state.view) : { unknown: '' };
    return 'text' in filled ? filled.text : '';
  });
  const [said, say] = useSaid();
  // Without TLS there is no clipboard for pages.
  const copy = () =>
    (navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))).then(
      () => say(t.copied),
      () => say(t.copyFailed),
    );
  const run = async () => {
    const failure = await runInTerminal(text);
    say(failure ? failureText(failure, locale) : t.typed);
  };
  const ready = text !== '';
  return (
    <>
      <span className="lesson-said" role="status">
        {said}
      </span>
      <CodeButton icon={Copy} label={t.copy} ready={ready} onClick={copy} />
      {block.role === 'run' ? <CodeButton icon={Play} label={t.run} ready={ready && online} onClick={run} /> : null}
      {block.role === 'editor' && block.file ? (
        <CodeButton
          icon={SquarePen}
          label={t.toEditor}
          ready
          onClick={() => propose({ file: block.file ?? '', content: `${block.text}\n` })}
        />
      ) : null}
    </>
  );
}

interface CodeButtonProps {
  icon: LucideIcon;
  label: string;
  ready: boolean;
  onClick: () => void;
}

function CodeButton({ icon: Glyph, label, ready, onClick }: CodeButtonProps) {
  return (
    <button type="button" className="btn text" aria-disabled={!ready} onClick={ready ? onClick : undefined}>
      <Glyph className="i s12" aria-hidden="true" />
      <span>{label}</span>
    </button>
  );
}

function useSaid(): [string, (text: string) => void] {
  const [said, say] = useState('');
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => say(''), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return [said, say];
}
