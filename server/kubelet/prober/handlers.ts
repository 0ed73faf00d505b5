// Asking a container: by a command in it, by HTTP, by a TCP connection. Upstream: pkg/kubelet/prober/prober.go (1.20).
import { expandVariables } from '@/lib/k8s/expansion';
import { podDescriptor } from '@/lib/k8s/pod-names';
import type { Handler, HttpGetAction, Probe } from '@/lib/k8s/pod-parts';
import type { Container, StaticPod } from '@/lib/k8s/types';
import type { Clock } from '../clock';
import { grpcError, wordsOf } from '../execute/ensure-image';
import { NetworkError } from '../network/go-words';
import { requestTarget } from '../network/http-target';
import type { Network } from '../network/network';
import { isRuntimeError, type RuntimeService } from '../runtime-service';
import type { ProbeAnswer } from './answer';
import { httpProbe, MAX_BODY_BYTES } from './http-probe';

export interface HandlerTools {
  runtime: Pick<RuntimeService, 'execSync'>;
  network: Network;
  clock: Clock;
  /** The kubelet ends, or the probe is no longer wanted. */
  signal: AbortSignal;
}

export interface Asked {
  pod: StaticPod;
  container: Container;
  /** Engine id. */
  containerId: string;
  /** The pod's address, '' for a pod on the host's network. */
  podIP: string;
}

/** The question could not even be asked; says nothing about the container. The message is upstream's. */
export class ProbeError extends Error {
  override name = 'ProbeError';
}

/** Asks once. Throws ProbeError. */
export async function askContainer(probe: Probe, asked: Asked, tools: HandlerTools): Promise<ProbeAnswer> {
  const { pod, container } = asked;
  if (probe.exec) return await execProbe(probe, asked, tools);
  if (probe.httpGet) {
    const { httpHeaders } = probe.httpGet;
    const target = httpTarget(probe.httpGet, asked);
    return await inTime(probe, tools, (signal) => httpProbe(target, httpHeaders, tools.network, signal));
  }
  if (probe.tcpSocket) return await tcpProbe(probe, asked, tools);
  throw new ProbeError(`missing probe handler for ${podDescriptor(pod)}:${container.name}`);
}

/** Only what stands literally in `env` is known here; a variable with another source expands to nothing. */
function execCommand({ exec }: Handler, { env = [] }: Container): string[] {
  const values = new Map(env.map(({ name, value = '' }) => [name, value]));
  return (exec?.command ?? []).map((word) => expandVariables(word, values));
}

async function execProbe(probe: Probe, asked: Asked, { runtime, signal }: HandlerTools): Promise<ProbeAnswer> {
  const command = execCommand(probe, asked.container);
  const limits = { timeoutSeconds: probe.timeoutSeconds ?? 1, signal };
  try {
    const { stdout, stderr, exitCode } = await runtime.execSync(asked.containerId, command, limits);
    const output = new Uint8Array([...stdout.subarray(0, MAX_BODY_BYTES), ...stderr.subarray(0, MAX_BODY_BYTES)]);
    const text = new TextDecoder().decode(output.subarray(0, MAX_BODY_BYTES));
    return { result: exitCode === 0 ? 'Success' : 'Failure', output: text };
  } catch (error) {
    // Feature gate ExecProbeTimeout, on in 1.20: too late is a failure, and what was written so far is lost.
    if (isRuntimeError(error, 'DeadlineExceeded')) return { result: 'Failure', output: '' };
    throw new ProbeError(grpcError(wordsOf(error)), { cause: error });
  }
}

async function tcpProbe(probe: Probe, { container, podIP }: Asked, tools: HandlerTools): Promise<ProbeAnswer> {
  const { port: wanted = 0, host = '' } = probe.tcpSocket ?? {};
  const endpoint = { host: host || podIP, port: portOf(wanted, container) };
  return await inTime(probe, tools, async (signal) => {
    try {
      await tools.network.dial(endpoint, signal);
      return { result: 'Success', output: '' };
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      return { result: 'Failure', output: error.message };
    }
  });
}

function httpTarget({ scheme, host = '', port, path = '' }: HttpGetAction, { container, podIP }: Asked) {
  return {
    scheme: scheme?.toLowerCase() === 'https' ? ('https' as const) : ('http' as const),
    host: host || podIP,
    port: portOf(port, container),
    target: requestTarget(path),
  };
}

/** A number, or the name of one of the container's ports, or a number in quotes. Throws ProbeError. */
function portOf(wanted: number | string, { ports = [] }: Container): number {
  const named = ports.find(({ name }) => name === wanted)?.containerPort;
  const port = named ?? (typeof wanted === 'number' || /^[+-]?\d+$/.test(wanted) ? Number(wanted) : null);
  if (port === null) throw new ProbeError(`strconv.Atoi: parsing ${JSON.stringify(wanted)}: invalid syntax`);
  if (port <= 0 || port >= 65_536) throw new ProbeError(`invalid port number: ${port}`);
  return port;
}

/** Runs a question with the probe's timeout. */
async function inTime(
  probe: Probe,
  { clock, signal }: HandlerTools,
  ask: (signal: AbortSignal) => Promise<ProbeAnswer>,
): Promise<ProbeAnswer> {
  const time = new AbortController();
  const cancel = clock.after((probe.timeoutSeconds ?? 1) * 1000, () => time.abort());
  try {
    return await ask(AbortSignal.any([time.signal, signal]));
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    throw new ProbeError(error.message, { cause: error });
  } finally {
    cancel();
  }
}
