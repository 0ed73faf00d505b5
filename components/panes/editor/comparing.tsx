'use client';
// A file beside another text, and the two ways out: a lesson's suggestion before it is taken, somebody else's version in a conflict.
import dynamic from 'next/dynamic';
import { useTexts } from '@/components/ui/locale';
import { editorTexts } from '@/lib/i18n/editor';
import { type Comparison, compareDocument, keepMine, replaceText, takeTheirs, useDocuments } from './documents';

const DiffHost = dynamic(() => import('./diff-host').then((module) => module.DiffHost), { ssr: false });

export function Comparing({ file }: { file: string }) {
  const comparison = useDocuments((state) => state.comparing[file]);
  const mine = useDocuments((state) => state.byFile[file]?.text ?? '');
  if (!comparison) return null;
  const [before, after] = comparison.kind === 'proposal' ? [mine, comparison.text] : [comparison.text, mine];
  return (
    <>
      <CompareBar file={file} comparison={comparison} />
      <DiffHost file={file} before={before} after={after} />
    </>
  );
}

function CompareBar({ file, comparison }: { file: string; comparison: Comparison }) {
  const t = useTexts(editorTexts);
  const close = () => compareDocument(file, null);
  const take = () => {
    close();
    replaceText(file, comparison.text);
  };
  const ways =
    comparison.kind === 'proposal'
      ? [
          { label: t.takeProposal, run: take, main: true },
          { label: t.dropProposal, run: close, main: false },
        ]
      : [
          { label: t.takeTheirs, run: () => void takeTheirs(file), main: false },
          { label: t.keepMine, run: () => void keepMine(file), main: false },
          { label: t.backToEditor, run: close, main: false },
        ];
  return (
    <div className="ed-compare" role="group" aria-label={t.diffOf(file)} data-testid="comparing">
      <span className="grow">{t.comparing[comparison.kind](file)}</span>
      {ways.map(({ label, run, main }) => (
        <button
          key={label}
          type="button"
          className={main ? 'btn fill' : 'btn line'}
          onClick={run}
          ref={main ? (button) => button?.focus() : undefined}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
