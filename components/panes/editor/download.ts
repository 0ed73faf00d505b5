'use client';
import { useDocuments } from './documents';

/** Hands the file's text, unsaved edits included, to the browser as a download. */
export function downloadDocument(file: string): void {
  const text = useDocuments.getState().byFile[file]?.text ?? '';
  const url = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: file });
  link.click();
  URL.revokeObjectURL(url);
}
