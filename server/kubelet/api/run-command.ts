// POST /run/<namespace>/<pod>[/<uid>]/<container>?cmd=…: a command, waited for. Upstream: pkg/kubelet/server/server.go getRun,
// pkg/kubelet/kubelet_pods.go RunInContainer, pkg/kubelet/cri/remote ExecSync (1.20).
import { goQuote } from '@/lib/k8s/go-quote';
import type { Pod } from '@/lib/k8s/types';
import type { ContainerRecord, RuntimeService } from '../runtime-service';
import { type Answer, type ApiRequest, text } from './answer';
import { findPod, findRunning } from './find-pod';

/** Answers with what the command wrote, stdout before stderr; any end but 0 is an error, and what it wrote to stdout is lost. */
export async function runAnswer(
  request: ApiRequest,
  params: Record<string, string>,
  host: { pods(): readonly Pod[]; records(): readonly ContainerRecord[]; runtime: RuntimeService },
): Promise<Answer> {
  const { namespace = '', pod = '', container = '' } = params;
  if (!findPod(host.pods(), namespace, pod)) return text(404, 'pod does not exist');
  const record = findRunning(host.records(), { namespace, name: pod }, container);
  if (!record) return text(500, `container not found (${goQuote(container)})`);
  // No shell, no quotes: the command is cut at each single space.
  const command = (request.query.get('cmd') ?? '').split(' ');
  try {
    const limits = { timeoutSeconds: 0, signal: request.signal };
    const { stdout, stderr, exitCode } = await host.runtime.execSync(record.id, command, limits);
    if (exitCode !== 0) {
      const why = Buffer.from(stderr).toString();
      return text(500, `command '${command.join(' ')}' exited with ${exitCode}: ${why}`);
    }
    // Whatever it is, upstream calls it JSON.
    return { status: 200, contentType: 'application/json', body: Buffer.concat([stdout, stderr]) };
  } catch (error) {
    return text(500, `rpc error: code = Unknown desc = ${error instanceof Error ? error.message : String(error)}`);
  }
}
