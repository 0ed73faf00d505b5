'use client';
// One strip under the editor: the most important thing to know about this file, in one sentence with its way out.
import { CircleX, TriangleAlert } from 'lucide-react';
import { useLab } from '@/components/state/lab-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { useTick } from '@/components/ui/use-tick';
import { editorTexts } from '@/lib/i18n/editor';
import { failureText } from '@/lib/i18n/errors';
import { duration } from '@/lib/i18n/format';
import {
  compareWithTheirs,
  isDirty,
  keepMine,
  type ManifestDocument,
  replaceText,
  takeTheirs,
  useDocuments,
} from './documents';
import { applyRemedy, type Remedy } from './remedies';
import { useProblems } from './use-problems';

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
      {gone ? null : (
        <button type="button" className="btn text" onClick={() => void compareWithTheirs(file)}>
          {t.compare}
        </button>
      )}
      <button type="button" className="btn text" onClick={() => void takeTheirs(file)}>
        {gone ? t.discard : t.takeTheirs}
      </button>
      <button type="button" className="btn text" onClick={() => void keepMine(file)}>
        {t.keepMine}
      </button>
    </div>
  );
}

/** What one click does about a problem, as a verb. */
function remedyLabel(t: (typeof editorTexts)['de'], remedy: Remedy): string {
  return remedy.kind === 'rename' ? t.fix.rename(remedy.to) : t.fix[remedy.kind];
}

/** A broken file's pod lives until the next listing. */
function DropsIn({ at }: { at: number }) {
  const t = useTexts(editorTexts);
  const locale = useLocale();
  const offset = useLab((state) => state.clockOffset);
  const left = at - useTick(1000, true) - offset;
  return left > 0 ? <> {t.drops(duration(left, locale))}</> : null;
}

function Problems({ file, doc }: { file: string; doc: ManifestDocument }) {
  const t = useTexts(editorTexts);
  const problems = useProblems(file);
  const dropsAt = useLab((state) => state.view?.manifests[file]?.dropsAt);
  const first = problems[0];
  if (!first) return null;
  const { remedy } = first;
  const Icon = first.severity === 'error' ? CircleX : TriangleAlert;
  return (
    <div className="ed-prob" data-severity={first.severity} role="status">
      <Icon className="i" aria-hidden="true" />
      <span className="grow ed-prob-text" title={first.text}>
        <b>{t.line(first.line)}</b> {first.text}
        {dropsAt === undefined || isDirty(doc) ? null : <DropsIn at={dropsAt} />}{' '}
        {problems.length > 1 ? <i>{t.more(problems.length - 1)}</i> : null}
      </span>
      {remedy ? (
        <button type="button" className="btn text" onClick={() => replaceText(file, applyRemedy(doc.text, remedy))}>
          {remedyLabel(t, remedy)}
        </button>
      ) : (
        <button type="button" className="btn text" onClick={() => reveal(file, first.line, first.column)}>
          {t.goTo}
        </button>
      )}
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
