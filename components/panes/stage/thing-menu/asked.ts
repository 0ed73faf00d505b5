'use client';
// Which thing's menu is open, and what the last command from a menu came to.
import { create } from 'zustand';
import type { Thing } from '@/components/state/workbench-store';

interface Asked {
  thing: Thing;
  /** Viewport coordinates of the corner that it opens at. */
  x: number;
  y: number;
  /** Gets the focus back. */
  from: HTMLElement;
}

interface ThingMenuState {
  asked: Asked | null;
  said: { bad: boolean; text: string } | null;
}

export const useThingMenu = create<ThingMenuState>(() => ({ asked: null, said: null }));

/** At the pointer, or, asked for by a key, below the thing's middle. */
export function askMenu(thing: Thing, from: HTMLElement, pointer?: { x: number; y: number }): void {
  const box = from.getBoundingClientRect();
  const at = pointer ?? { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  useThingMenu.setState({ asked: { thing, from, ...at } });
}
