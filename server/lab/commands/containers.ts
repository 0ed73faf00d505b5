import { isRuntimeError, type RuntimeService } from '@/server/kubelet/runtime-service';
import { done, failed } from '../workspace/results';
import type { Handlers } from './handler';

/** Kills only what a listing of this node's own containers names at this moment. `seen`: ids that the picture shows. */
export const containerHandlers = (runtime: RuntimeService, seen: () => string[]): Handlers<'container:kill'> => ({
  async 'container:kill'(_client, { containerId }) {
    const own = await runtime.list();
    const container = own.find(({ id }) => id.startsWith(containerId));
    if (!container) {
      const gone = seen().some((id) => id.startsWith(containerId));
      return gone ? failed('NotFound', { what: containerId.slice(0, 12) }) : failed('NotOurs');
    }
    try {
      await runtime.killContainer(container.id);
    } catch (error) {
      if (isRuntimeError(error, 'NotFound')) return failed('NotFound', { what: container.id.slice(0, 12) });
      if (isRuntimeError(error, 'Conflict')) return failed('NotRunning', { container: container.containerName });
      throw error;
    }
    return done({ command: `sudo docker kill ${container.id.slice(0, 12)}` });
  },
});
