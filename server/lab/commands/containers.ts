// What a person may do to a container of this lab, and read of it. Nothing that is not in a listing of this node's own is touched.
import type { Ack, Failure } from '@/lib/protocol/events';
import { isRuntimeError, type ListedContainer, type RuntimeService } from '@/server/kubelet/runtime-service';
import type { LogFollowers } from '../logs/followers';
import { done, failed } from '../workspace/results';
import type { Handlers } from './handler';

type ContainerEvent =
  | 'container:kill'
  | 'container:stop'
  | 'container:remove'
  | 'container:fill'
  | 'container:inspect'
  | 'container:log';

/** docker stop's own default, s. */
const STOP_SECONDS = 10;
/** The kernel ends it long before; a container that survives must not hold the answer for ever. */
const FILL_SECONDS = 60;
/**
 * `tail` keeps what it reads and /dev/zero never ends. Without the first half the kernel would end `tail` and not the container:
 * it picks the largest process unless another one offers itself.
 */
const FILL = 'echo 1000 > /proc/1/oom_score_adj; exec tail /dev/zero';

const short = (id: string): string => id.slice(0, 12);

/** `seen`: ids that the picture shows. */
export function containerHandlers(
  runtime: RuntimeService,
  seen: () => string[],
  logs: LogFollowers,
): Handlers<ContainerEvent> {
  /** Does something with one of our own containers; what is gone or not running is told, not thrown. */
  async function withOwn<T>(
    containerId: string,
    act: (container: ListedContainer) => Promise<Ack<T>>,
  ): Promise<Ack<T>> {
    const own = await runtime.list();
    const container = own.find(({ id }) => id.startsWith(containerId));
    if (!container) {
      const gone = seen().some((id) => id.startsWith(containerId));
      return gone ? failed('NotFound', { what: short(containerId) }) : failed('NotOurs');
    }
    try {
      return await act(container);
    } catch (error) {
      const failure = failureOf(error, container);
      if (failure) return { ok: false, error: failure };
      throw error;
    }
  }
  return {
    'container:kill': (_client, { containerId }) =>
      withOwn(containerId, async ({ id }) => {
        await runtime.killContainer(id);
        return done({ command: `sudo docker kill ${short(id)}` });
      }),
    'container:stop': (_client, { containerId }) =>
      withOwn(containerId, async ({ id, state, containerName }) => {
        if (state !== 'running') return failed('NotRunning', { container: containerName });
        await runtime.stopContainer(id, STOP_SECONDS);
        return done({ command: `sudo docker stop ${short(id)}` });
      }),
    'container:remove': (_client, { containerId }) =>
      withOwn(containerId, async ({ id }) => {
        await runtime.removeContainer(id);
        return done({ command: `sudo docker rm -f ${short(id)}` });
      }),
    'container:fill': (_client, { containerId }) =>
      withOwn(containerId, async (container) => {
        if (!(await hasMemoryLimit(runtime, container.id))) {
          return failed('NoMemoryLimit', { container: container.containerName });
        }
        const survived = await fill(runtime, container.id);
        return done({ command: `sudo docker exec ${short(container.id)} sh -c '${FILL}'`, survived });
      }),
    'container:inspect': (_client, { containerId }) =>
      withOwn(containerId, async ({ id }) => done({ text: JSON.stringify(await runtime.describe(id), null, 2) })),
    'container:log': (client, { containerId, from }) =>
      // A log that is being read was ours when it was opened: asking the engine again with each page would cost more than the page.
      from > 0
        ? logs.read(client.id, containerId, from).then(done)
        : withOwn(containerId, async ({ id }) => done(await logs.read(client.id, id, 0))),
  };
}

function failureOf(error: unknown, { id, containerName }: ListedContainer): Failure | null {
  if (isRuntimeError(error, 'NotFound')) return { code: 'NotFound', facts: { what: short(id) } };
  if (isRuntimeError(error, 'Conflict')) return { code: 'NotRunning', facts: { container: containerName } };
  return null;
}

async function hasMemoryLimit(runtime: RuntimeService, id: string): Promise<boolean> {
  const { HostConfig } = await runtime.describe(id);
  return typeof HostConfig === 'object' && HostConfig !== null && Number(Reflect.get(HostConfig, 'Memory')) > 0;
}

/** Whether the container still runs afterwards: which process goes is the kernel's choice, and not every kernel minds the score. */
async function fill(runtime: RuntimeService, id: string): Promise<boolean> {
  const ended = runtime.execSync(id, ['sh', '-c', FILL], { timeoutSeconds: FILL_SECONDS });
  // Its process may go together with the container: how the call ends says nothing.
  await ended.catch(() => undefined);
  return (await runtime.inspect(id)).state === 'running';
}
