'use client';
// One strip under the editor: the most important thing to know about this file, in one sentence with its way out.
import { CircleX, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { useLab } from '@/components/state/lab-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { editorTexts } from '@/lib/i18n/editor';
import { failureText } from '@/lib/i18n/errors';
import { keepMine, type ManifestDocument, takeTheirs, useDocuments } from './documents';
import { problemsOf } from './problems';

function reveal(file: string, line: number, column: number): void {
  document
    .querySelector(`[data-editor-file="${CSS.escape(file)}"]`)
    ?.dispatchEvent(new CustomEvent('kulissen:reveal', { detail: { line, column } }));
}

function Conflict({ file, theirs }: { file: string; theirs: string }) {
  const t = useTexts(editorTexts);
  const gone = theirs === '';
  return (
    <div className="ed-prob" role="alert">
      <TriangleAlert className="i" aria-hidden="true" />
      <span className="grow">{gone ? t.theirsGone(file) : t.theirsChanged(file)}</span>
      <button type="button" className="btn text" onClick={() => void takeTheirs(file)}>
        {gone ? t.discard : t.takeTheirs}
      </button>
      <button type="button" className="btn text" onClick={() => void keepMine(file)}>
        {t.keepMine}
      </button>
    </div>
  );
}

function Problems({ file, doc }: { file: string; doc: ManifestDocument }) {
  const t = useTexts(editorTexts);
  const locale = useLocale();
  const nodeName = useLab((state) => state.view?.node.name ?? 'worker1');
  const problems = useMemo(() => problemsOf(doc.text, file, nodeName, locale), [doc.text, file, nodeName, locale]);
  const first = problems[0];
  if (!first) return null;
  const Icon = first.severity === 'error' ? CircleX : TriangleAlert;
  return (
    <div className="ed-prob" data-severity={first.severity} role="status">
      <Icon className="i" aria-hidden="true" />
      <span className="grow">
        <b>{t.line(first.line)}</b> {first.text} {problems.length > 1 ? <i>{t.more(problems.length - 1)}</i> : null}
      </span>
      <button type="button" className="btn text" onClick={() => reveal(file, first.line, first.column)}>
        {t.goTo}
      </button>
    </div>
  );
}

export function ProblemStrip({ file }: { file: string }) {
  const locale = useLocale();
  const doc = useDocuments((state) => state.byFile[file]);
  if (!doc) return null;
  if (doc.theirs !== undefined) return <Conflict file={file} theirs={doc.theirs} />;
  if (doc.failure) {
    return (
      <div className="ed-prob" data-severity="error" role="alert">
        <CircleX className="i" aria-hidden="true" />
        <span className="grow">{failureText(doc.failure, locale)}</span>
      </div>
    );
  }
  return <Problems file={file} doc={doc} />;
}
