// /containerLogs/<namespace>/<pod>/<container>. Upstream: pkg/kubelet/server/server.go getContainerLogs,
// pkg/kubelet/kubelet_pods.go validateContainerLogStatus (1.20).
import { goQuote } from '@/lib/k8s/go-quote';
import type { Pod } from '@/lib/k8s/types';
import type { RuntimeService } from '../runtime-service';
import { type Answer, type ApiRequest, text } from './answer';
import { containerSpec, findPod } from './find-pod';
import { readLogQuery } from './log-query';

const DOCKER_ID = /^docker:\/\//;

/** Answers with the log, or with what upstream says to a bad request. */
export async function containerLogsAnswer(
  request: ApiRequest,
  params: Record<string, string>,
  deps: { pods(): readonly Pod[]; runtime: RuntimeService; now(): number },
): Promise<Answer> {
  const { namespace = '', pod: podName = '', container = '' } = params;
  const query = readLogQuery(request.query, deps.now());
  if ('status' in query) return query;
  const pod = findPod(deps.pods(), namespace, podName);
  if (!pod) return text(404, `pod ${goQuote(podName)} does not exist`);
  if (!containerSpec(pod, container)) {
    return text(404, `container ${goQuote(container)} not found in pod ${goQuote(podName)}`);
  }
  const instance = loggedInstance(pod, container, query.previous);
  if ('refused' in instance) return text(400, instance.refused);
  const { limitBytes, previous: _, ...options } = query;
  try {
    const bytes = await deps.runtime.logs(instance.id, options, request.signal);
    return { status: 200, body: limited(bytes, limitBytes ?? Number.POSITIVE_INFINITY) };
  } catch (error) {
    return text(400, error instanceof Error ? error.message : String(error));
  }
}

/** The bytes, cut off after so many. */
async function* limited(bytes: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let left = limit;
  for await (const next of bytes) {
    const part = next.subarray(0, left);
    left -= part.length;
    yield part;
    if (left === 0) return;
  }
}

/** Which instance of the container is asked for, or why there is none. */
export function loggedInstance(pod: Pod, container: string, previous: boolean): { id: string } | { refused: string } {
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
  const status = [...containerStatuses, ...initContainerStatuses].find(({ name }) => name === container);
  const names = `${goQuote(container)} in pod ${goQuote(pod.metadata.name)}`;
  if (!status) return { refused: `container ${names} is not available` };
  const { waiting, running, terminated } = status.state ?? {};
  const last = status.lastState?.terminated?.containerID ?? '';
  const instance = (id: string) => ({ id: id.replace(DOCKER_ID, '') });
  if (previous) return last === '' ? { refused: `previous terminated container ${names} not found` } : instance(last);
  if (running) return instance(status.containerID ?? '');
  if (terminated || status.lastState?.terminated) {
    // The newest start may have failed before there was a container.
    const id = terminated?.containerID || last;
    return id === '' ? { refused: `container ${names} is terminated` } : instance(id);
  }
  const start = `container ${names} is waiting to start`;
  switch (waiting?.reason) {
    case undefined:
      return { refused: `${start} - no logs yet` };
    case 'ErrImagePull':
      return { refused: `${start}: image can't be pulled` };
    case 'ImagePullBackOff':
      return { refused: `${start}: trying and failing to pull image` };
    default:
      return { refused: `${start}: ${waiting?.reason}` };
  }
}
