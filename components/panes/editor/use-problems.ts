'use client';
import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useLab } from '@/components/state/lab-store';
import { useLocale } from '@/components/ui/locale';
import type { LabView } from '@/lib/protocol/view';
import { isDirty, useDocuments } from './documents';
import { liveProblems } from './live-problems';
import { type LocatedProblem, problemsOf, worstFirst } from './problems';

const NOTHING: LabView['pods'] = {};

/** Everything known against a file: what the reader says of the text, and what came of the saved one. Worst first. */
export function useProblems(file: string): LocatedProblem[] {
  const locale = useLocale();
  const text = useDocuments((state) => state.byFile[file]?.text ?? '');
  const dirty = useDocuments((state) => isDirty(state.byFile[file]));
  const { nodeName, podSecurity, manifest, manifests, pod } = useLab(
    useShallow(({ view }) => {
      const mine = view?.manifests[file];
      return {
        nodeName: view?.node.name ?? 'worker1',
        podSecurity: view?.lab.podSecurity,
        manifest: mine,
        manifests: mine?.state === 'conflict' ? view?.manifests : undefined,
        pod: mine?.podUid ? view?.pods[mine.podUid] : undefined,
      };
    }),
  );
  const written = useMemo(
    () => problemsOf(text, file, { nodeName, podSecurity }, locale),
    [text, file, nodeName, podSecurity, locale],
  );
  return useMemo(() => {
    // Edited since: the lines of the saved content are not these.
    if (!manifest || dirty) return written;
    const pods = pod ? { [pod.uid]: pod } : NOTHING;
    return [...written, ...liveProblems(text, manifest, { manifests: manifests ?? {}, pods }, locale)].sort(worstFirst);
  }, [written, manifest, manifests, pod, dirty, text, locale]);
}
