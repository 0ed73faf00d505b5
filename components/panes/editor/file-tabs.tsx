'use client';
import {
  Check,
  Circle,
  CircleQuestionMark,
  CircleX,
  Hourglass,
  Loader,
  Plus,
  Save,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { request } from '@/components/client';
import { useLab } from '@/components/state/lab-store';
import { MaximiseButton } from '@/components/state/maximise-button';
import { useWorkbench } from '@/components/state/workbench-store';
import { useTexts } from '@/components/ui/locale';
import { useFirstFocus } from '@/components/ui/use-first-focus';
import { editorTexts } from '@/lib/i18n/editor';
import { closeDocument, failDocument, saveDocument, useDocuments } from './documents';
import { type FileState, fileState, STATE_TONE } from './file-state';
import { NewFileForm } from './new-file-form';

const ICONS: Record<FileState, typeof Check> = {
  unsaved: Circle,
  saving: Loader,
  unread: Hourglass,
  applied: Check,
  rejected: CircleX,
  ignored: CircleQuestionMark,
  conflict: TriangleAlert,
};

function FileTab({ file, selected }: { file: string; selected: boolean }) {
  const t = useTexts(editorTexts);
  const doc = useDocuments((state) => state.byFile[file]);
  const manifest = useLab((state) => state.view?.manifests[file]);
  const state = fileState(doc, manifest);
  const Icon = ICONS[state];
  return (
    <button
      type="button"
      role="tab"
      className="ed-tab"
      aria-selected={selected}
      tabIndex={selected ? 0 : -1}
      title={t.stateHint[state]}
      data-file={file}
      data-file-state={state}
      onClick={() => useWorkbench.getState().setOpenFile(file)}
    >
      <span className="ed-tab-name">{file}</span>
      <small data-st={STATE_TONE[state]}>
        <Icon className={`i s12${state === 'unsaved' ? ' ed-dot' : ''}`} aria-hidden="true" />
        <span>{t.state[state]}</span>
      </small>
    </button>
  );
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>, files: string[], current: string | null): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step || !current) return;
  const next = files[(files.indexOf(current) + step + files.length) % files.length];
  if (!next) return;
  event.preventDefault();
  useWorkbench.getState().setOpenFile(next);
  event.currentTarget.querySelector<HTMLElement>(`[data-file="${CSS.escape(next)}"]`)?.focus();
}

/** Asked in a bar of its own, where the sentence has room. */
function RemoveBar({ file, onDone }: { file: string; onDone: () => void }) {
  const t = useTexts(editorTexts);
  const manifest = useLab((state) => state.view?.manifests[file]);
  const cancel = useFirstFocus<HTMLButtonElement>();
  const remove = async () => {
    onDone();
    if (manifest) {
      const { revision } = manifest;
      const answer = await request('file:delete', { id: crypto.randomUUID(), file, revision });
      if (!answer.ok) return failDocument(file, answer.error);
    }
    closeDocument(file);
  };
  return (
    <div
      className="ed-ask"
      role="alertdialog"
      aria-label={t.removeAsk(file)}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
    >
      <span className="grow">{t.removeAsk(file)}</span>
      <button type="button" className="btn text" onClick={() => void remove()}>
        {t.removeDo}
      </button>
      <button type="button" className="btn text" onClick={onDone} ref={cancel}>
        {t.cancel}
      </button>
    </div>
  );
}

export function FileTabs({ files, current }: { files: string[]; current: string | null }) {
  const t = useTexts(editorTexts);
  const [naming, setNaming] = useState(false);
  const [removing, setRemoving] = useState<string | null>(null);
  return (
    <>
      <div className="ed-tabs">
        <div
          className="ed-tabset"
          role="tablist"
          aria-label={t.files}
          onKeyDown={(event) => moveFocus(event, files, current)}
        >
          {files.map((file) => (
            <FileTab key={file} file={file} selected={file === current} />
          ))}
        </div>
        {naming ? (
          <NewFileForm files={files} onDone={() => setNaming(false)} />
        ) : (
          <button
            type="button"
            className="btn icon"
            aria-label={t.newFile}
            title={t.newFile}
            onClick={() => setNaming(true)}
          >
            <Plus className="i" aria-hidden="true" />
          </button>
        )}
        <span className="grow" />
        {current ? (
          <span className="ed-acts">
            <button
              type="button"
              className="btn icon"
              aria-label={t.remove(current)}
              title={t.remove(current)}
              aria-expanded={removing === current}
              onClick={() => setRemoving(current)}
            >
              <Trash2 className="i" aria-hidden="true" />
            </button>
            <button
              type="button"
              className="btn icon"
              aria-label={t.save}
              title={`${t.save} (Ctrl+S)`}
              onClick={() => void saveDocument(current)}
            >
              <Save className="i" aria-hidden="true" />
            </button>
          </span>
        ) : null}
        <MaximiseButton pane="editor" />
      </div>
      {removing !== null && removing === current ? (
        <RemoveBar file={removing} onDone={() => setRemoving(null)} />
      ) : null}
    </>
  );
}
