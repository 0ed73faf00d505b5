// What a file's tab says about it: our own unsaved edits first, then what the kubelet made of the saved version.
import type { ManifestView } from '@/lib/protocol/view';
import { isDirty, type ManifestDocument } from './documents';

export type FileState = 'unsaved' | 'saving' | ManifestView['state'];

export function fileState(doc: ManifestDocument | undefined, manifest: ManifestView | undefined): FileState {
  if (doc?.status === 'saving') return 'saving';
  if (isDirty(doc) || !manifest) return 'unsaved';
  return manifest.state;
}

/** Colour family of a state, as in base.css. */
export const STATE_TONE: Record<FileState, string> = {
  unsaved: 'desired',
  saving: 'pending',
  unread: 'pending',
  applied: 'running',
  rejected: 'failed',
  ignored: 'unknown',
  conflict: 'waiting',
};
