'use client';
// The editor pane: the files of kubelet-manifests as tabs, Monaco below them, one problem in one sentence at the foot.
import dynamic from 'next/dynamic';
import { useEffect, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useLab } from '@/components/state/lab-store';
import { useWorkbench } from '@/components/state/workbench-store';
import { useTexts } from '@/components/ui/locale';
import { editorTexts } from '@/lib/i18n/editor';
import { Comparing } from './comparing';
import { followFile, isDirty, loadDocument, proposeText, saveDocument, useDocuments } from './documents';
import { EmptyEditor } from './empty-editor';
import { FileTabs } from './file-tabs';
import './editor.css';

const MonacoHost = dynamic(() => import('./monaco-host').then((module) => module.MonacoHost), {
  ssr: false,
  loading: () => <EditorLoading />,
});

/** The kubelet's reader comes with it; the page need not wait for that. */
const ProblemStrip = dynamic(() => import('./problem-strip').then((module) => module.ProblemStrip), { ssr: false });

function EditorLoading() {
  const t = useTexts(editorTexts);
  return (
    <div className="ed-loading" role="status">
      {t.loading}
    </div>
  );
}

/** Files of the folder and drafts that are not saved yet, by name. */
export function useManifestFiles(): string[] {
  const onDisk = useLab(useShallow((state) => Object.keys(state.view?.manifests ?? {})));
  const drafts = useDocuments(useShallow((state) => Object.keys(state.byFile)));
  return useMemo(() => [...new Set([...onDisk, ...drafts])].sort(), [onDisk, drafts]);
}

/** Documents follow the lab: what is open is read, what changed elsewhere is noticed. */
function useFollowing(): void {
  const revisions = useLab(
    useShallow((state) =>
      Object.fromEntries(Object.values(state.view?.manifests ?? {}).map(({ file, revision }) => [file, revision])),
    ),
  );
  const live = useLab((state) => state.view !== null && state.connection === 'online');
  const open = useWorkbench((state) => state.openFile);
  const known = useDocuments((state) => (open ? state.byFile[open] !== undefined : true));
  useEffect(() => {
    if (!live) return;
    for (const file of Object.keys(useDocuments.getState().byFile)) followFile(file, revisions[file]);
  }, [live, revisions]);
  useEffect(() => {
    if (live && open && !known && open in revisions) void loadDocument(open);
  }, [live, open, known, revisions]);
}

/** A lesson's block: what it would change is shown first. */
function useProposals(): void {
  const proposal = useWorkbench((state) => state.proposal);
  // Until the lab has answered nobody knows whether there is such a file: the comparison would be with nothing.
  const known = useLab((state) => state.view !== null);
  useEffect(() => {
    if (!proposal || !known) return;
    const { file, content } = proposal;
    const onDisk = useLab.getState().view?.manifests[file] !== undefined;
    void proposeText(file, content, onDisk).then(() => useWorkbench.getState().setOpenFile(file));
    useWorkbench.getState().propose(null);
  }, [proposal, known]);
}

function useUnsavedWarning(): void {
  const dirty = useDocuments((state) => Object.values(state.byFile).some(isDirty));
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [dirty]);
}

export function EditorPane() {
  const t = useTexts(editorTexts);
  const files = useManifestFiles();
  const { openFile, setOpenFile } = useWorkbench(
    useShallow(({ openFile, setOpenFile }) => ({ openFile, setOpenFile })),
  );
  useFollowing();
  useProposals();
  useUnsavedWarning();
  const first = files[0];
  useEffect(() => {
    if ((!openFile || !files.includes(openFile)) && first) setOpenFile(first);
    if (openFile && files.length === 0) setOpenFile(null);
  }, [openFile, files, first, setOpenFile]);
  const current = openFile && files.includes(openFile) ? openFile : null;
  const comparing = useDocuments((state) => current !== null && current in state.comparing);
  return (
    <section
      className="ed"
      data-testid="editor"
      aria-label={t.pane}
      onKeyDown={(event) => {
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
          event.preventDefault();
          if (current) void saveDocument(current);
        }
      }}
    >
      <FileTabs files={files} current={current} />
      {current ? <MonacoHost file={current} hidden={comparing} /> : <EmptyEditor />}
      {current && comparing ? <Comparing key={current} file={current} /> : null}
      {current && !comparing ? <ProblemStrip file={current} /> : null}
    </section>
  );
}
