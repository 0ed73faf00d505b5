// From a request for exec, attach or port forwarding to the refusal or the conversation that upstream would give.
// Upstream: pkg/kubelet/server/server.go getExec, getAttach, getPortForward; pkg/kubelet/kubelet_pods.go GetExec, GetAttach;
// kubelet/server/remotecommand NewOptions; kubelet/server/portforward NewV4Options (1.20).
import { goQuote } from '@/lib/k8s/go-quote';
import type { Pod } from '@/lib/k8s/types';
import type { Klog } from '../../klog';
import type { ContainerRecord, RuntimeService, StreamOptions } from '../../runtime-service';
import { type Answer, type ApiRequest, httpError, text } from '../answer';
import { containerSpec, findPod, findRunning } from '../find-pod';
import type { TakeOver } from '../server';
import { negotiate, PORT_PROTOCOLS, PROCESS_PROTOCOLS } from './channel-protocol';
import { type Channels, takeOverAsWebSocket } from './channel-socket';
import { forwardPorts } from './port-session';
import { converseWithProcess, type ProcessSession } from './process-session';

export interface StreamHost {
  runtime: RuntimeService;
  klog: Klog;
  pods(): Pod[];
  records(): ContainerRecord[];
  config: { settings: { streamingConnectionIdleTimeout: number } };
}

interface Conversation {
  protocols: readonly string[];
  converse(channels: Channels): Promise<void>;
}

export type StreamRoute = 'exec' | 'attach' | 'portForward';

const isAnswer = (value: Answer | object): value is Answer => 'status' in value;

/** Answers with a refusal, or takes the request's connection over. */
export function openStream(
  route: StreamRoute,
  request: ApiRequest,
  params: Record<string, string>,
  host: StreamHost,
): Answer | TakeOver {
  const conversation = CONVERSATIONS[route](request, params, host);
  if (isAnswer(conversation)) return conversation;
  const { upgrade = '', connection = '' } = request.headers;
  if (!/\bupgrade\b/i.test(connection) || upgrade === '') return httpError(500, 'Upgrade request required');
  if (!isWebSocket(request)) {
    // Deliberate deviation: upstream speaks SPDY/3.1 as well.
    return httpError(400, `unable to upgrade: ${upgrade} is not spoken here, only WebSocket (v4.channel.k8s.io)`);
  }
  const protocol = negotiate(request.headers['sec-websocket-protocol'], conversation.protocols);
  if (protocol === null) return { status: 403, body: '' };
  const { streamingConnectionIdleTimeout } = host.config.settings;
  return takeOverAsWebSocket(protocol, streamingConnectionIdleTimeout, (channels) => conversation.converse(channels));
}

const isWebSocket = ({ headers: { upgrade = '', connection = '' } }: ApiRequest): boolean =>
  /\bupgrade\b/i.test(connection) && upgrade.toLowerCase() === 'websocket';

const POD_UNKNOWN = text(404, 'pod does not exist');

const CONVERSATIONS: Record<
  StreamRoute,
  (request: ApiRequest, params: Record<string, string>, host: StreamHost) => Conversation | Answer
> = { exec: execConversation, attach: attachConversation, portForward: portConversation };

function streamOptions({ query }: ApiRequest): StreamOptions | Answer {
  const isSet = (name: string) => query.get(name) === '1';
  const tty = isSet('tty');
  // A terminal has one output only.
  const options = { stdin: isSet('input'), stdout: isSet('output'), stderr: isSet('error') && !tty, tty };
  if (options.stdin || options.stdout || options.stderr) return options;
  return text(400, 'you must specify at least 1 of stdin, stdout, stderr');
}

function execConversation(
  request: ApiRequest,
  params: Record<string, string>,
  host: StreamHost,
): Conversation | Answer {
  const options = streamOptions(request);
  if (isAnswer(options)) return options;
  const target = { namespace: params.namespace ?? '', name: params.pod ?? '' };
  if (!findPod(host.pods(), target.namespace, target.name)) return POD_UNKNOWN;
  const container = params.container ?? '';
  const record = findRunning(host.records(), target, container);
  if (!record) return text(500, `container not found (${goQuote(container)})`);
  const command = request.query.getAll('command');
  return processConversation(host, {
    options,
    failure: 'error executing command in container',
    open: async () => {
      const stream = await host.runtime.exec(record.id, command, options);
      return { stream, exitCode: () => stream.exitCode() };
    },
  });
}

function attachConversation(
  request: ApiRequest,
  params: Record<string, string>,
  host: StreamHost,
): Conversation | Answer {
  const asked = streamOptions(request);
  if (isAnswer(asked)) return asked;
  const target = { namespace: params.namespace ?? '', name: params.pod ?? '' };
  const pod = findPod(host.pods(), target.namespace, target.name);
  if (!pod) return POD_UNKNOWN;
  const container = params.container ?? '';
  const fullName = `${target.name}_${target.namespace}`;
  const record = findRunning(host.records(), target, container);
  const spec = containerSpec(pod, container);
  if (!record || !spec) return text(500, `container ${container} not found in pod ${fullName}`);
  if (params.uid !== undefined && params.uid !== pod.metadata.uid) return text(500, `pod ${fullName} not found`);
  // Whether there is a terminal was settled when the container was made.
  const tty = spec.tty ?? false;
  if (tty && asked.stderr) {
    return text(500, 'rpc error: code = InvalidArgument desc = tty and stderr cannot both be true');
  }
  const options = { ...asked, tty };
  return processConversation(host, {
    options,
    failure: 'error attaching to container',
    open: async () => ({ stream: await host.runtime.attach(record.id, options) }),
  });
}

const processConversation = ({ klog }: StreamHost, session: Omit<ProcessSession, 'onFailure'>): Conversation => ({
  protocols: PROCESS_PROTOCOLS,
  converse: (channels) =>
    converseWithProcess({ ...session, onFailure: (message) => klog.error('exec.go:60', message) }, channels),
});

function portConversation(
  request: ApiRequest,
  params: Record<string, string>,
  host: StreamHost,
): Conversation | Answer {
  const ports = isWebSocket(request) ? portsOf(request.query.getAll('port')) : [];
  if ('status' in ports) return ports;
  const pod = findPod(host.pods(), params.namespace ?? '', params.pod ?? '');
  if (!pod) return POD_UNKNOWN;
  if (params.uid !== undefined && params.uid !== pod.metadata.uid) return text(404, 'pod not found');
  const sandbox = host
    .records()
    .find(({ kind, state, podUid }) => kind === 'sandbox' && state === 'running' && podUid === pod.metadata.uid);
  if (!sandbox) return text(500, `pod not found (${goQuote(`${pod.metadata.name}_${pod.metadata.namespace}`)})`);
  const { runtime, klog } = host;
  return {
    protocols: PORT_PROTOCOLS,
    converse: (channels) =>
      forwardPorts(channels, ports, {
        sandboxId: sandbox.id,
        open: (port) => runtime.portForward(sandbox.id, port),
        onFailure: (message) => klog.error('portforward.go:390', message),
      }),
  };
}

/** `port=80&port=81,82`, each once or more. */
function portsOf(given: readonly string[]): number[] | Answer {
  if (given.length === 0) return text(400, 'query parameter "port" is required');
  const ports: number[] = [];
  for (const list of given) {
    if (list === '') return text(400, 'query parameter "port" cannot be empty');
    for (const one of list.split(',')) {
      const port = /^\d+$/.test(one) ? Number(one) : Number.NaN;
      if (!(port <= 65_535)) {
        const why = Number.isNaN(port) ? 'invalid syntax' : 'value out of range';
        return text(
          400,
          `unable to parse ${goQuote(list)} as a port: strconv.ParseUint: parsing ${goQuote(one)}: ${why}`,
        );
      }
      if (port < 1) return text(400, `port ${goQuote(list)} must be > 0`);
      ports.push(port);
    }
  }
  return ports;
}
