import type { Clock } from '@/server/kubelet/clock';
import { RuntimeError } from '@/server/kubelet/runtime-service';

/** Gives a call `ms` milliseconds; after that it rejects with Unavailable and the late answer is dropped. */
export function createDeadline(clock: Clock, ms: number) {
  return <T>(call: Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const cancel = clock.after(ms, () => {
        reject(new RuntimeError('Unavailable', `the engine did not answer within ${ms / 1000} s`));
      });
      call.then(resolve, reject).finally(cancel);
    });
}
