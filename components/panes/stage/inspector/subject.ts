'use client';
import { INSPECTOR_TABS, type InspectorTab, type Thing, useWorkbench } from '@/components/state/workbench-store';
import type { ContainerView, LabView, ManifestView, PodView } from '@/lib/protocol/view';
import { allContainers } from '../model/pods';
import { useView } from '../selectors';

/** What the inspector speaks of, found in the view that the stage shows. */
export type Subject =
  | { kind: 'container'; pod: PodView; container: ContainerView }
  | { kind: 'pod'; pod: PodView }
  | { kind: 'manifest'; manifest: ManifestView }
  | { kind: 'kubelet' | 'node' }
  | { kind: 'gone' };

function find(view: LabView, thing: Thing): Subject {
  switch (thing.kind) {
    case 'kubelet':
    case 'node':
      return { kind: thing.kind };
    case 'manifest': {
      const manifest = view.manifests[thing.file];
      return manifest ? { kind: 'manifest', manifest } : { kind: 'gone' };
    }
    case 'pod': {
      const pod = view.pods[thing.podUid];
      return pod ? { kind: 'pod', pod } : { kind: 'gone' };
    }
    case 'container': {
      const pod = view.pods[thing.podUid];
      const container = pod && allContainers(pod).find(({ name }) => name === thing.container);
      return pod && container ? { kind: 'container', pod, container } : { kind: 'gone' };
    }
  }
}

/** Tabs that have something to say of a thing. */
export function tabsOf(kind: Subject['kind']): readonly InspectorTab[] {
  if (kind === 'container') return INSPECTOR_TABS;
  if (kind === 'pod') return ['why', 'yaml', 'events'];
  return kind === 'kubelet' ? ['why', 'events'] : ['why'];
}

/** Null while nothing is inspected. */
export function useSubject(): Subject | null {
  return useSubjectOf(useWorkbench((state) => state.inspected));
}

/** The same for a thing that need not be inspected. */
export function useSubjectOf(thing: Thing | null): Subject | null {
  const view = useView((v) => v);
  return thing && view ? find(view, thing) : null;
}

/** Whether this very thing is inspected: it carries the frame. */
export function useSelected(podUid: string, container: string): boolean {
  return useWorkbench(
    ({ inspected }) =>
      inspected?.kind === 'container' && inspected.podUid === podUid && inspected.container === container,
  );
}
