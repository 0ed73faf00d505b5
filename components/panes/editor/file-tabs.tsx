'use client';
// The head of the editor: the files as tabs, and what can be done with the one in front.
import { Download, PencilLine, Plus, Save, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { request } from '@/components/client';
import { newId } from '@/components/client/new-id';
import { type Action, useActions } from '@/components/state/actions';
import { useLab } from '@/components/state/lab-store';
import { MaximiseButton } from '@/components/state/maximise-button';
import { useWorkbench } from '@/components/state/workbench-store';
import { keyNames } from '@/components/ui/keys';
import { useLocale, useTexts } from '@/components/ui/locale';
import { MenuButton } from '@/components/ui/menu';
import { useFirstFocus } from '@/components/ui/use-first-focus';
import { editorTexts } from '@/lib/i18n/editor';
import { closeDocument, failDocument, saveDocument } from './documents';
import { downloadDocument } from './download';
import { NewFileForm, RenameForm } from './file-forms';
import { FileTab } from './file-tab';

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
      const answer = await request('file:delete', { id: newId(), file, revision });
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

type Asking = { what: 'new' } | { what: 'rename' | 'remove'; file: string } | null;

/** Everything the editor can do, for the palette; files are opened from there by name. */
function useEditorActions(files: string[], current: string | null, ask: (asking: Asking) => void): void {
  const t = useTexts(editorTexts);
  const actions = useMemo<Action[]>(() => {
    const action = (id: string, label: string, run: () => void): Action => ({
      id: `editor.${id}`,
      group: 'editor',
      label,
      run,
    });
    return [
      action('new', t.newFile, () => ask({ what: 'new' })),
      ...(current
        ? [
            { ...action('save', t.saveFile(current), () => void saveDocument(current)), keys: 'Ctrl+S', ownKeys: true },
            action('rename', t.rename(current), () => ask({ what: 'rename', file: current })),
            action('download', t.download(current), () => downloadDocument(current)),
            action('remove', t.remove(current), () => ask({ what: 'remove', file: current })),
          ]
        : []),
      ...files.map((file) => action(`open ${file}`, t.open(file), () => useWorkbench.getState().setOpenFile(file))),
    ];
  }, [t, files, current, ask]);
  useActions('editor.files', actions);
}

/** More files than the bar can show: all of them in one list. */
const MANY = 8;

function FileList({ files, current }: { files: string[]; current: string | null }) {
  const t = useTexts(editorTexts);
  if (files.length <= MANY) return null;
  return (
    <select
      className="ed-jump"
      aria-label={t.allFiles(files.length)}
      title={t.allFiles(files.length)}
      value={current ?? ''}
      onChange={(event) => useWorkbench.getState().setOpenFile(event.target.value)}
    >
      {files.map((file) => (
        <option key={file}>{file}</option>
      ))}
    </select>
  );
}

function FileButtons({ file, ask }: { file: string; ask: (asking: Asking) => void }) {
  const t = useTexts(editorTexts);
  const locale = useLocale();
  return (
    <span className="ed-acts">
      <button
        type="button"
        className="btn icon"
        aria-label={t.save}
        title={`${t.save} (${keyNames('Ctrl+S', locale).join('+')})`}
        onClick={() => void saveDocument(file)}
      >
        <Save className="i" aria-hidden="true" />
      </button>
      <MenuButton
        label={t.about}
        items={[
          {
            id: 'rename',
            label: t.rename(file),
            icon: <PencilLine className="i" aria-hidden="true" />,
            run: () => ask({ what: 'rename', file }),
          },
          {
            id: 'download',
            label: t.download(file),
            icon: <Download className="i" aria-hidden="true" />,
            run: () => downloadDocument(file),
          },
          {
            id: 'remove',
            label: t.remove(file),
            icon: <Trash2 className="i" aria-hidden="true" />,
            run: () => ask({ what: 'remove', file }),
          },
        ]}
      />
    </span>
  );
}

export function FileTabs({ files, current }: { files: string[]; current: string | null }) {
  const t = useTexts(editorTexts);
  const [asking, ask] = useState<Asking>(null);
  useEditorActions(files, current, ask);
  const done = () => ask(null);
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
        {asking?.what === 'new' ? (
          <NewFileForm files={files} onDone={done} />
        ) : asking?.what === 'rename' ? (
          <RenameForm key={asking.file} file={asking.file} files={files} onDone={done} />
        ) : (
          <button
            type="button"
            className="btn icon"
            aria-label={t.newFile}
            title={t.newFile}
            onClick={() => ask({ what: 'new' })}
          >
            <Plus className="i" aria-hidden="true" />
          </button>
        )}
        <span className="grow" />
        <FileList files={files} current={current} />
        {current ? <FileButtons file={current} ask={ask} /> : null}
        <MaximiseButton pane="editor" />
      </div>
      {asking?.what === 'remove' && asking.file === current ? <RemoveBar file={asking.file} onDone={done} /> : null}
    </>
  );
}
