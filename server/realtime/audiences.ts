// Who hears which lab: one ear at each lab, however many tabs show it.
import type { Change } from '@/lib/protocol/changes';
import type { Lab } from '../lab/lab';

export interface Audiences<Tab> {
  /** The tab shows this lab from now on, and no other. */
  move(tab: Tab, lab: Lab | undefined): void;
  /** Stops hearing every lab. */
  close(): void;
}

/** `tell`: a lab that the tab shows has changed. */
export function createAudiences<Tab>(tell: (tab: Tab, change: Change) => void): Audiences<Tab> {
  const shown = new Map<Tab, Lab>();
  const heard = new Map<Lab, { tabs: Set<Tab>; stop: () => void }>();

  const leave = (tab: Tab) => {
    const lab = shown.get(tab);
    if (!lab) return;
    shown.delete(tab);
    const audience = heard.get(lab);
    audience?.tabs.delete(tab);
    if (audience?.tabs.size !== 0) return;
    audience.stop();
    heard.delete(lab);
  };
  return {
    move(tab, lab) {
      leave(tab);
      if (!lab) return;
      shown.set(tab, lab);
      const audience = heard.get(lab);
      if (audience) return void audience.tabs.add(tab);
      const tabs = new Set([tab]);
      const stop = lab.onChange((change) => {
        for (const each of tabs) tell(each, change);
      });
      heard.set(lab, { tabs, stop });
    },
    close() {
      for (const { stop } of heard.values()) stop();
      heard.clear();
      shown.clear();
    },
  };
}
