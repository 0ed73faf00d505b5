'use client';
// Manifests as this browser tab edits them: what was read, what is unsaved, what went wrong. Texts live in Monaco's models.
import { create } from 'zustand';
import { request } from '@/components/client';
import { newId } from '@/components/client/new-id';
import { useWorkbench } from '@/components/state/workbench-store';
import type { Failure } from '@/lib/protocol/events';

export interface ManifestDocument {
  /** Revision of the content last read from or saved to the lab; '' for a file that is not there yet. */
  revision: string;
  /** Content at that revision. */
  saved: string;
  /** What the editor shows. */
  text: string;
  status: 'loading' | 'ready' | 'saving' | 'failed';
  failure?: Failure;
  /** The file changed elsewhere while there are unsaved edits; revision of theirs ('' = it was deleted). */
  theirs?: string;
}

/** Another text that a file is held against: a lesson's block, or what somebody else saved meanwhile. */
export interface Comparison {
  kind: 'proposal' | 'theirs';
  text: string;
}

interface Documents {
  comparing: Record<string, Comparison>;
  byFile: Record<string, ManifestDocument>;
  /** Counts replacements of `text` that did not come from typing, so that the model is refreshed. */
  replaced: Record<string, number>;
}

export const useDocuments = create<Documents>(() => ({ comparing: {}, byFile: {}, replaced: {} }));

export const isDirty = (doc: ManifestDocument | undefined): boolean => doc !== undefined && doc.text !== doc.saved;

const DRAFTS = 'kulissen.drafts';

function patch(file: string, change: Partial<ManifestDocument>, replace = false): void {
  useDocuments.setState(({ byFile, replaced }) => {
    const before = byFile[file] ?? { revision: '', saved: '', text: '', status: 'ready' as const };
    return {
      byFile: { ...byFile, [file]: { ...before, ...change } },
      ...(replace ? { replaced: { ...replaced, [file]: (replaced[file] ?? 0) + 1 } } : {}),
    };
  });
  keepDrafts();
}

type Drafts = Record<string, { revision: string; text: string }>;

const readDrafts = (): Drafts => JSON.parse(sessionStorage.getItem(DRAFTS) ?? '{}') as Drafts;

/** Unsaved edits outlive a reload of this tab; those of files that are not open yet are left as they are. */
function keepDrafts(): void {
  const { byFile } = useDocuments.getState();
  const elsewhere = Object.entries(readDrafts()).filter(([file]) => !(file in byFile));
  const dirty = Object.entries(byFile).filter(([, doc]) => isDirty(doc));
  const here = dirty.map(([file, { revision, text }]) => [file, { revision, text }] as const);
  const drafts = [...elsewhere, ...here];
  if (drafts.length > 0) sessionStorage.setItem(DRAFTS, JSON.stringify(Object.fromEntries(drafts)));
  else sessionStorage.removeItem(DRAFTS);
}

const firstLoads = new Map<string, Promise<void>>();

/** Reads a file from the lab. Unsaved edits are kept; a draft of an earlier load of this tab comes back. */
export function loadDocument(file: string): Promise<void> {
  const running = firstLoads.get(file);
  if (running) return running;
  const isFirst = useDocuments.getState().byFile[file] === undefined;
  const load = readDocument(file).finally(() => firstLoads.delete(file));
  if (isFirst) firstLoads.set(file, load);
  return load;
}

async function readDocument(file: string): Promise<void> {
  const known = useDocuments.getState().byFile[file];
  // Before anything is patched: that writes the drafts anew.
  const draft = known ? undefined : readDrafts()[file];
  if (!known)
    useDocuments.setState(({ byFile }) => ({
      byFile: { ...byFile, [file]: { revision: '', saved: '', text: '', status: 'loading' } },
    }));
  const answer = await request('file:read', { file });
  if (!answer.ok) return patch(file, { status: 'failed', failure: answer.error });
  const { content, revision } = answer.value;
  const text = draft && draft.text !== content ? draft.text : content;
  const {
    failure: _old,
    theirs: _theirs,
    ...rest
  } = known ?? { revision, saved: content, text, status: 'ready' as const };
  useDocuments.setState(({ byFile, replaced }) => ({
    byFile: {
      ...byFile,
      [file]: {
        ...rest,
        revision,
        saved: content,
        text,
        status: 'ready',
        ...(draft && draft.revision !== revision ? { theirs: revision } : {}),
      },
    },
    replaced: { ...replaced, [file]: (replaced[file] ?? 0) + 1 },
  }));
  keepDrafts();
}

/** The learner typed. */
export const editDocument = (file: string, text: string): void => patch(file, { text });

/** A new file, or a lesson's block put over an existing one: unsaved until the learner saves it. */
export const replaceText = (file: string, text: string): void => patch(file, { text }, true);

/** The lab says the file is now at `revision` (undefined: gone). Unedited documents follow; edited ones are told. */
export function followFile(file: string, revision: string | undefined): void {
  const doc = useDocuments.getState().byFile[file];
  if (!doc || doc.status === 'loading' || doc.status === 'saving' || doc.revision === (revision ?? '')) return;
  if (isDirty(doc)) {
    if (doc.theirs !== (revision ?? '')) patch(file, { theirs: revision ?? '' });
  } else if (revision === undefined) closeDocument(file);
  else void loadDocument(file);
}

/** Shows the file beside another text; null goes back to editing. */
export function compareDocument(file: string, comparison: Comparison | null): void {
  useDocuments.setState(({ comparing: { [file]: _before, ...rest } }) => ({
    comparing: comparison ? { ...rest, [file]: comparison } : rest,
  }));
}

/** A lesson's block: straight into an empty or new file, held against the text of any other. `onDisk`: the lab has such a file. */
export async function proposeText(file: string, text: string, onDisk: boolean): Promise<void> {
  const doc = useDocuments.getState().byFile[file];
  // A document that is still being read looks empty, and what is put into it would be lost when it has been.
  if (onDisk && (!doc || doc.status === 'loading')) await loadDocument(file);
  const now = useDocuments.getState().byFile[file]?.text ?? '';
  if (now.trim() === '') replaceText(file, text);
  else if (now !== text) compareDocument(file, { kind: 'proposal', text });
}

/** Conflict: what somebody else saved, beside the unsaved edits. */
export async function compareWithTheirs(file: string): Promise<void> {
  const answer = await request('file:read', { file });
  if (answer.ok) compareDocument(file, { kind: 'theirs', text: answer.value.content });
  else failDocument(file, answer.error);
}

/** Gives a file another name, on disk if it is there, and shows it; unsaved edits go along. Null when that worked. */
export async function renameDocument(file: string, to: string, onDisk: boolean): Promise<Failure | null> {
  if (onDisk) {
    const answer = await request('file:rename', { id: newId(), file, to });
    if (!answer.ok) return answer.error;
  }
  const doc = useDocuments.getState().byFile[file];
  // Before the old one is closed: an open file without a document would be read again, and it is no longer there.
  useWorkbench.getState().setOpenFile(to);
  closeDocument(file);
  if (doc) patch(to, doc, true);
  return null;
}

/** A command on this file failed; the strip under the editor says it. */
export const failDocument = (file: string, failure: Failure): void => patch(file, { status: 'ready', failure });

export function closeDocument(file: string): void {
  compareDocument(file, null);
  useDocuments.setState(({ byFile }) => {
    const { [file]: _closed, ...rest } = byFile;
    return { byFile: rest };
  });
  const { [file]: _dropped, ...drafts } = readDrafts();
  sessionStorage.setItem(DRAFTS, JSON.stringify(drafts));
}

const saving = new Map<string, Promise<void>>();

/** Saves what is in the editor now. One save at a time for each file; one that comes meanwhile saves the newest text afterwards. */
export async function saveDocument(file: string): Promise<void> {
  const running = saving.get(file);
  if (running) {
    await running;
    if (isDirty(useDocuments.getState().byFile[file]) && !saving.has(file)) return saveDocument(file);
    return;
  }
  const doc = useDocuments.getState().byFile[file];
  if (!doc) return;
  const text = doc.text;
  const { failure: _failure, ...clean } = doc;
  useDocuments.setState(({ byFile }) => ({ byFile: { ...byFile, [file]: { ...clean, status: 'saving' } } }));
  const work = request('file:save', { id: newId(), file, content: text, revision: doc.revision }).then((answer) => {
    if (answer.ok) patch(file, { status: 'ready', revision: answer.value.revision, saved: text });
    else if (answer.error.code === 'Conflict')
      patch(file, { status: 'ready', theirs: String(answer.error.facts.revision ?? '') });
    else patch(file, { status: 'ready', failure: answer.error });
  });
  saving.set(file, work);
  await work;
  saving.delete(file);
}

/** Conflict, first way out: theirs replaces the unsaved edits. */
export async function takeTheirs(file: string): Promise<void> {
  const doc = useDocuments.getState().byFile[file];
  if (doc?.theirs === '') return closeDocument(file);
  closeDocument(file);
  await loadDocument(file);
}

/** Conflict, second way out: the unsaved edits are saved over theirs, knowingly. */
export async function keepMine(file: string): Promise<void> {
  const doc = useDocuments.getState().byFile[file];
  if (!doc) return;
  compareDocument(file, null);
  const { theirs, ...rest } = doc;
  useDocuments.setState(({ byFile }) => ({
    byFile: { ...byFile, [file]: { ...rest, revision: theirs ?? doc.revision } },
  }));
  await saveDocument(file);
}
