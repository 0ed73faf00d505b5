/** The part of the kubelet's Clock that terminals need; that one fits. This folder knows nothing of the kubelet. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `fn` once after `ms`; the returned function cancels it. */
  after(ms: number, fn: () => void): () => void;
}

export const machineClock: Clock = {
  now: () => Date.now(),
  after(ms, fn) {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};

export const sleep = (ms: number, clock: Clock): Promise<void> =>
  new Promise((resolve) => void clock.after(ms, resolve));
