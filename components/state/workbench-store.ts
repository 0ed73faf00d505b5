'use client';
// What the panes of one browser tab agree on without knowing each other. Nothing here is the lab's state.
import { create } from 'zustand';

export interface Proposal {
  file: string;
  content: string;
}

interface WorkbenchState {
  /** Terminal tab on top, null before the first one is open. A lesson's run button types into it. */
  activeTerminal: string | null;
  setActiveTerminal(id: string | null): void;
  /** Manifest in the editor. */
  openFile: string | null;
  setOpenFile(file: string | null): void;
  /** A lesson's block to be put into the editor; the editor shows it, the learner saves it. */
  proposal: Proposal | null;
  propose(proposal: Proposal | null): void;
  /** 768–1199 px: what stands beside the lesson. */
  beside: 'bench' | 'stage';
  setBeside(pane: 'bench' | 'stage'): void;
  /** Below 768 px: the one pane that shows. */
  single: 'lesson' | 'bench' | 'stage';
  setSingle(pane: 'lesson' | 'bench' | 'stage'): void;
}

export const useWorkbench = create<WorkbenchState>((set) => ({
  activeTerminal: null,
  setActiveTerminal: (activeTerminal) => set({ activeTerminal }),
  openFile: null,
  setOpenFile: (openFile) => set({ openFile }),
  proposal: null,
  propose: (proposal) => set(proposal ? { proposal, openFile: proposal.file, beside: 'bench' } : { proposal }),
  beside: 'stage',
  setBeside: (beside) => set({ beside }),
  single: 'lesson',
  setSingle: (single) => set({ single }),
}));
