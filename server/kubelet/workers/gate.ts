/** Where a pod's sync may be held for teaching: before it observes, compares or acts. Never inside a decision. */
export type SyncStep = 'observe' | 'compare' | 'act';

/** Resolves when the step may be taken. The default never waits. */
export type Gate = (step: SyncStep, podUid: string) => Promise<void> | void;
