'use client';
// What the panes of one browser tab agree on without knowing each other. Nothing here is the lab's state.
import { create } from 'zustand';
import type { Layout } from './layouts';

export interface Proposal {
  file: string;
  content: string;
}

export const PANES = ['lesson', 'editor', 'terminal', 'stage'] as const;
export type PaneName = (typeof PANES)[number];

/** A thing of the lab that several panes can show. `container` is `POD` for the sandbox; `id` names one instance on the engine. */
export type Thing = (
  | { kind: 'container'; podUid: string; container: string; id?: string }
  | { kind: 'pod'; podUid: string }
  | { kind: 'manifest'; file: string }
  | { kind: 'kubelet' }
  | { kind: 'node' }
) & {
  /** Tab of the inspector to begin with; `why` without one. */
  tab?: InspectorTab;
};

export const INSPECTOR_TABS = ['why', 'yaml', 'inspect', 'logs', 'events'] as const;
export type InspectorTab = (typeof INSPECTOR_TABS)[number];

interface WorkbenchState {
  /** Terminal tab on top, null before the first one is open. A lesson's run button types into it. */
  activeTerminal: string | null;
  setActiveTerminal(id: string | null): void;
  /** Manifest in the editor. */
  openFile: string | null;
  setOpenFile(file: string | null): void;
  /** A lesson's block to be put into the editor; the editor shows what it changes, the learner takes and saves it. */
  proposal: Proposal | null;
  propose(proposal: Proposal | null): void;
  /** Null until the page knows what was remembered. */
  layout: Layout | null;
  setLayout(layout: Layout): void;
  /** The one pane that fills the workbench. */
  maximised: PaneName | null;
  setMaximised(pane: PaneName | null): void;
  /** Layout `stage`: the column that was pulled out beside it; layout `projector`: whether the lesson shows. */
  drawer: 'lesson' | 'bench' | null;
  setDrawer(column: 'lesson' | 'bench' | null): void;
  /** 768–1199 px: what stands beside the lesson. */
  beside: 'bench' | 'stage';
  setBeside(pane: 'bench' | 'stage'): void;
  /** Below 768 px: the one pane that shows. */
  single: 'lesson' | 'bench' | 'stage';
  setSingle(pane: 'lesson' | 'bench' | 'stage'): void;
  /** What the inspector shows; any pane may ask for it. */
  inspected: Thing | null;
  inspect(thing: Thing | null): void;
  /** What the pointer or the keyboard is on in some pane: the others light it up. */
  pointedAt: Thing | null;
  pointAt(thing: Thing | null): void;
}

export const useWorkbench = create<WorkbenchState>((set, get) => ({
  activeTerminal: null,
  setActiveTerminal: (activeTerminal) => set({ activeTerminal }),
  openFile: null,
  setOpenFile: (openFile) => set({ openFile }),
  proposal: null,
  propose: (proposal) => {
    if (proposal) showPane('editor');
    set(proposal ? { proposal, openFile: proposal.file } : { proposal });
  },
  layout: null,
  setLayout: (layout) => set({ layout, maximised: null, drawer: null }),
  maximised: null,
  setMaximised: (maximised) => set({ maximised }),
  drawer: null,
  setDrawer: (drawer) => set({ drawer }),
  beside: 'stage',
  setBeside: (beside) => set({ beside }),
  single: 'lesson',
  setSingle: (single) => set({ single }),
  inspected: null,
  inspect: (inspected) => {
    if (inspected && get().inspected !== inspected) showPane('stage');
    set({ inspected });
  },
  pointedAt: null,
  pointAt: (pointedAt) => set({ pointedAt }),
}));

const COLUMN = { lesson: 'lesson', editor: 'bench', terminal: 'bench', stage: 'stage' } as const;

/** Brings a pane into sight in whatever arrangement and width there is. */
export function showPane(pane: PaneName): void {
  useWorkbench.setState((state) => {
    const column = COLUMN[pane];
    const hidden = state.maximised !== null && state.maximised !== pane;
    const pulledOut = state.layout === 'stage' && column !== 'stage';
    return {
      ...(hidden ? { maximised: null } : {}),
      ...(column === 'lesson' ? {} : { beside: column }),
      ...(pulledOut || (state.layout === 'projector' && column === 'lesson') ? { drawer: column } : {}),
      // On a phone a lesson's button must not take the lesson away while it is being read; the bar below leads there.
    };
  });
}
