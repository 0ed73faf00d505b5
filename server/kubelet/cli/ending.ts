import { setMaxListeners } from 'node:events';

/** The end that all loops of a kubelet wait for: one listener for each of them, and for each probe that sleeps, is no leak. */
export function endOfAll(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
