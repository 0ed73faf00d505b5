import type { LoopSwitch } from '@/server/kubelet/kubelet';
import { done, failed } from '../workspace/results';
import type { Handlers } from './handler';

type LoopEvent = 'loop:pause' | 'loop:resume' | 'loop:step' | 'loop:speed';

/** Teaching controls of the kubelet that runs now; `KubeletStopped` when none does. */
export function loopHandlers(running: () => LoopSwitch | null): Handlers<LoopEvent> {
  const withLoop = <T>(act: (loop: LoopSwitch) => T) => {
    const loop = running();
    return loop ? done(act(loop)) : failed('KubeletStopped');
  };
  return {
    'loop:pause': async () =>
      withLoop((loop) => {
        loop.pause();
        return {};
      }),
    'loop:resume': async () =>
      withLoop((loop) => {
        loop.resume();
        return {};
      }),
    'loop:step': async (_client, { podUid }) => withLoop((loop) => ({ stepped: loop.step(podUid) })),
    'loop:speed': async (_client, { delayMs }) =>
      withLoop((loop) => {
        loop.slow(delayMs);
        return {};
      }),
  };
}
