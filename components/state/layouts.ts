// Arrangements of the panes. No 'use client': the server reads the remembered one, and would get only a reference from there.

/** learn: all beside each other; stage: the stage large, the others on a spine; projector: large type. */
export const LAYOUTS = ['learn', 'stage', 'projector'] as const;
export type Layout = (typeof LAYOUTS)[number];
