// Lifecycle hooks: a command in the container, or an HTTP request to it. Upstream: pkg/kubelet/lifecycle/handlers.go (1.20).
import { goQuote } from '@/lib/k8s/go-quote';
import { podDescriptor } from '@/lib/k8s/pod-names';
import type { Handler, HttpGetAction } from '@/lib/k8s/pod-parts';
import type { Container, StaticPod } from '@/lib/k8s/types';
import { joinHostPort, NetworkError } from '../network/go-words';
import { type HttpTarget, isRedirect, MAX_REDIRECTS, redirected, requestTarget, urlOf } from '../network/http-target';
import type { Network } from '../network/network';
import { isRuntimeError } from '../runtime-service';
import { grpcError, wordsOf } from './ensure-image';
import type { ExecutionHost } from './host';

/** The hook failed. `why`: the error alone; the message is the whole sentence of events and statuses. */
export class HookFailure extends Error {
  override name = 'HookFailure';

  constructor(
    readonly why: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The caller no longer waits: nothing is known of the hook. */
export class HookAbandoned extends Error {
  override name = 'HookAbandoned';
}

export interface HookCall {
  handler: Handler;
  pod: StaticPod;
  container: Container;
  containerId: string;
  /** The pod's address, where it has one of its own. */
  podIP: string;
  /** Gives the hook up: nobody waits for it any more. It is not ended in the container. */
  signal: AbortSignal;
}

/** Runs a hook to its end, however long that takes. Throws HookFailure, HookAbandoned, or Unavailable. */
export async function runHook(
  call: HookCall,
  host: Pick<ExecutionHost, 'runtime' | 'network' | 'klog'>,
): Promise<void> {
  try {
    if (call.handler.exec) await execHook(call, host);
    else if (call.handler.httpGet) await httpHook(call.handler.httpGet, call, host.network);
    else throw new HookFailure('invalid handler', 'Cannot run handler: invalid handler');
  } catch (error) {
    if (call.signal.aborted) throw new HookAbandoned('nobody waits for the hook', { cause: error });
    if (error instanceof HookFailure) host.klog.info(1, 'handlers.go:72', error.message);
    throw error;
  }
}

const about = ({ pod, container }: HookCall): string =>
  `for Container ${goQuote(container.name)} in Pod ${goQuote(podDescriptor(pod))}`;

/** No time limit and no $(VAR) here, other than in probes. */
async function execHook(call: HookCall, { runtime }: Pick<ExecutionHost, 'runtime'>): Promise<void> {
  const command = call.handler.exec?.command ?? [];
  const failed = (why: string, output: string) => {
    const message = `Exec lifecycle hook ([${command.join(' ')}]) ${about(call)} failed - error: ${why}, message: ${goQuote(output)}`;
    return new HookFailure(why, message);
  };
  const result = await runtime
    .execSync(call.containerId, command, { timeoutSeconds: 0, signal: call.signal })
    .catch((error: unknown) => {
      if (isRuntimeError(error, 'Unavailable') || call.signal.aborted) throw error;
      throw failed(grpcError(wordsOf(error)), '');
    });
  if (result.exitCode === 0) return;
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const [stdout, stderr] = [text(result.stdout), text(result.stderr)];
  throw failed(`command '${command.join(' ')}' exited with ${result.exitCode}: ${stderr}`, stdout + stderr);
}

/** Any answer will do, 500 too; only one that does not come is a failure. Scheme and headers of the manifest are ignored. */
async function httpHook(action: HttpGetAction, call: HookCall, network: Network): Promise<void> {
  const failed = (why: string) =>
    new HookFailure(
      why,
      `Http lifecycle hook (${action.path ?? ''}) ${about(call)} failed - error: ${why}, message: ${goQuote('')}`,
    );
  const host = action.host || call.podIP;
  if (host === '') throw failed(`failed to find networking container: ${podDescriptor(call.pod)}`);
  const port = hookPort(action.port, call.container);
  if (port === null) throw failed(`couldn't find port: {1 0 ${action.port}} in ${call.container.name}`);
  // The slash is upstream's own; a path that begins with one ends up with two.
  let current: HttpTarget = { scheme: 'http', host, port, target: requestTarget(`/${action.path ?? ''}`) };
  for (let asked = 1; ; asked++) {
    const next = await follow(current, network, call.signal, failed);
    if (next === null) return;
    if (asked >= MAX_REDIRECTS) throw failed(`Get "${urlOf(next)}": stopped after ${MAX_REDIRECTS} redirects`);
    current = next;
  }
}

/** Asks once; where the answer sends us, or null when it is the last one. */
async function follow(
  target: HttpTarget,
  network: Network,
  signal: AbortSignal,
  failed: (why: string) => HookFailure,
): Promise<HttpTarget | null> {
  const headers = [
    ['Host', joinHostPort(target.host, target.port)],
    ['User-Agent', 'Go-http-client/1.1'],
    ['Accept-Encoding', 'gzip'],
    ['Connection', 'close'],
  ] as const;
  try {
    const { status, location } = await network.get({ ...target, headers, maxBodyBytes: 0 }, signal);
    if (!isRedirect(status)) return null;
    if (!location) throw failed(`Get "${urlOf(target)}": ${status} response missing Location header`);
    const next = redirected(target, location);
    if (!next) throw failed(`Get "${urlOf(target)}": failed to parse Location header ${goQuote(location)}`);
    return next;
  } catch (error) {
    if (!(error instanceof NetworkError) || error.inBody) throw error;
    throw failed(`Get "${urlOf(target)}": ${error.message}`);
  }
}

/** As resolvePort: a number as it is, the name of a port of this container, 80 for ''; null for another name. */
function hookPort(wanted: number | string, { ports = [] }: Container): number | null {
  if (typeof wanted === 'number') return wanted;
  if (wanted === '') return 80;
  return ports.find(({ name }) => name === wanted)?.containerPort ?? null;
}
