'use client';
// One file: its name, and what became of it as icon and word.
import { Check, Circle, CircleQuestionMark, CircleX, Hourglass, Loader, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useLab } from '@/components/state/lab-store';
import { useWorkbench } from '@/components/state/workbench-store';
import { useTexts } from '@/components/ui/locale';
import { editorTexts } from '@/lib/i18n/editor';
import { useDocuments } from './documents';
import { type FileState, fileState, STATE_TONE } from './file-state';

const ICONS: Record<FileState, typeof Check> = {
  unsaved: Circle,
  saving: Loader,
  unread: Hourglass,
  applied: Check,
  rejected: CircleX,
  ignored: CircleQuestionMark,
  conflict: TriangleAlert,
};

export function FileTab({ file, selected }: { file: string; selected: boolean }) {
  const t = useTexts(editorTexts);
  const doc = useDocuments((state) => state.byFile[file]);
  const manifest = useLab((state) => state.view?.manifests[file]);
  const state = fileState(doc, manifest);
  const Icon = ICONS[state];
  const button = useRef<HTMLButtonElement>(null);
  // Of two hundred tabs the one in use is in sight.
  useEffect(() => {
    if (selected) button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selected]);
  return (
    <button
      ref={button}
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
