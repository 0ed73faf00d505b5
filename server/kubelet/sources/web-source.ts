// The kubelet's own web server as a source of pods: a teaching extension that no real kubelet has, off by default. One manifest under
// each name: PUT /manifests/<name> desires its pod, DELETE takes it away, GET shows them. On 127.0.0.1 only; a page of another
// site can neither send (a preflight is never answered) nor, by DNS rebinding, read.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { PodSecurityProfile } from '@/lib/k8s/pod-security';
import type { StaticPod } from '@/lib/k8s/types';
import { FILE_NAME, MAX_FILE_BYTES } from '@/lib/protocol/limits';
import type { Clock } from '../clock';
import type { Klog } from '../klog';
import { listenOn, type NodeNetwork } from '../network/node-network';
import { desiredPods, type ManifestEntry, stateOf } from './manifest-entry';
import { WebManifests } from './web-manifests';

const ADDRESS = '127.0.0.1';
const COLLECTION = '/manifests';
const REQUEST_TIMEOUT_MS = 30_000;

export interface WebSourceDependencies {
  port: number;
  /** Manifests are kept here. */
  dir: string;
  nodeName: string;
  podSecurity?: PodSecurityProfile | undefined;
  network?: NodeNetwork | undefined;
  clock: Clock;
  klog: Klog;
  /** Told after each manifest that was sent; '' when it could be used. */
  wasRead(error: string): void;
  /** The full set of pods, and the name each was sent under, by uid. */
  deliver(pods: StaticPod[], nameOf: ReadonlyMap<string, string>): void;
}

interface Reply {
  status: number;
  /** A string is sent as it is. */
  body?: unknown;
  allow?: string;
}

export class WebSource {
  private readonly manifests: WebManifests;
  /** Requests are carried out one after the other. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: WebSourceDependencies) {
    this.manifests = new WebManifests(deps.dir, deps.nodeName, deps.clock, deps.podSecurity);
  }

  /** Where it is reached. */
  static address = (port: number): string => `http://${ADDRESS}:${port}${COLLECTION}`;

  /** Delivers what was sent before, then listens until `signal` aborts. Rejects with the system's error when the port is taken. */
  async start(signal: AbortSignal): Promise<void> {
    await this.manifests.load();
    const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
      this.queue = this.queue.then(() => this.serve(request, response));
    });
    await listenOn(this.deps.network, server, this.deps.port, ADDRESS);
    const close = () => {
      server.close();
      server.closeAllConnections();
    };
    if (signal.aborted) close();
    else signal.addEventListener('abort', close, { once: true });
    this.deps.klog.info(0, 'web.go:1', `Taking manifests on ${WebSource.address(this.deps.port)}`);
    this.deliver();
  }

  private deliver(): void {
    const { pods, fileOf } = desiredPods(this.manifests.entries);
    this.deps.deliver(pods, fileOf);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = await this.answer(request).catch((error: unknown): Reply => {
      this.deps.klog.error('web.go:2', `Unable to serve ${request.method} ${request.url}: ${String(error)}`);
      return refusal(500, 'The manifest could not be kept.');
    });
    request.resume();
    const text =
      typeof reply.body === 'string' ? reply.body : reply.body ? `${JSON.stringify(reply.body, null, 2)}\n` : '';
    response.writeHead(reply.status, {
      'content-type': typeof reply.body === 'string' ? 'text/plain; charset=utf-8' : 'application/json',
      'content-length': Buffer.byteLength(text),
      'x-content-type-options': 'nosniff',
      ...(reply.allow && { allow: reply.allow }),
    });
    response.end(request.method === 'HEAD' ? undefined : text);
  }

  private async answer(request: IncomingMessage): Promise<Reply> {
    const { method = 'GET', url = '/', headers } = request;
    if (!isLoopback(headers.host)) return refusal(421, 'This server answers to 127.0.0.1 and localhost only.');
    if (headers.origin !== undefined) return refusal(403, 'Web pages may not send manifests.');
    const path = url.replace(/\?.*$/, '');
    if (path === COLLECTION || path === `${COLLECTION}/`) {
      return method === 'GET' || method === 'HEAD' ? { status: 200, body: this.list() } : notAllowed('GET, HEAD');
    }
    const name = nameIn(path);
    if (name === null)
      return refusal(404, `There is ${COLLECTION} and ${COLLECTION}/<name>, where <name> is a plain file name.`);
    if (method === 'PUT') return this.put(name, request);
    const text = this.manifests.textOf(name);
    if (text === undefined) return refusal(404, `No manifest was sent under the name ${name}.`);
    if (method === 'GET' || method === 'HEAD') return { status: 200, body: text };
    if (method !== 'DELETE') return notAllowed('GET, HEAD, PUT, DELETE');
    await this.manifests.remove(name);
    this.deliver();
    return { status: 204 };
  }

  private list() {
    const { fileOf } = desiredPods(this.manifests.entries);
    return { manifests: [...this.manifests.entries.values()].map((entry) => shown(entry, fileOf)) };
  }

  /** A manifest that says no pod changes nothing: the one that was sent before stays. */
  private async put(name: string, request: IncomingMessage): Promise<Reply> {
    const text = await bodyOf(request);
    if (text === null) return refusal(413, `A manifest may have ${MAX_FILE_BYTES} bytes.`);
    const entry = this.manifests.parse(name, text);
    this.deps.wasRead(entry.message);
    if (!entry.pod) {
      this.deps.klog.error('web.go:3', `Can't use manifest ${name}: ${entry.message}`);
      return { status: 422, body: { message: entry.message, problems: entry.problems } };
    }
    const isNew = this.manifests.textOf(name) === undefined;
    await this.manifests.put(entry, text);
    this.deliver();
    const { fileOf } = desiredPods(this.manifests.entries);
    return { status: isNew ? 201 : 200, body: shown(entry, fileOf) };
  }
}

const refusal = (status: number, message: string): Reply => ({ status, body: { message } });
const notAllowed = (allow: string): Reply => ({ ...refusal(405, `Allowed: ${allow}`), allow });

function shown(entry: ManifestEntry, nameOf: ReadonlyMap<string, string>) {
  const { file: name, pod, problems } = entry;
  const { namespace, name: podName, uid } = pod?.metadata ?? {};
  return { name, state: stateOf(entry, nameOf), pod: pod ? { namespace, name: podName, uid } : null, problems };
}

function isLoopback(host: string | undefined): boolean {
  const name = host?.replace(/:\d+$/, '').toLowerCase();
  return name === ADDRESS || name === 'localhost';
}

/** The name behind /manifests/; null for anything that is not one plain file name. */
function nameIn(path: string): string | null {
  if (!path.startsWith(`${COLLECTION}/`)) return null;
  try {
    const name = decodeURIComponent(path.slice(COLLECTION.length + 1));
    return FILE_NAME.test(name) ? name : null;
  } catch {
    return null;
  }
}

/** Null when it is too large. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MAX_FILE_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
