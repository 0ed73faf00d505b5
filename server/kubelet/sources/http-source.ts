// Static pods from a URL. Upstream: pkg/kubelet/config/http.go (1.20). What can't be read leaves things as they are; only an empty
// answer, or a list without them, takes pods away.
import { createHash } from 'node:crypto';
import type { PodSecurityProfile } from '@/lib/k8s/pod-security';
import type { StaticPod } from '@/lib/k8s/types';
import { readPods } from '@/lib/manifest/read-pods';
import type { Clock } from '../clock';
import type { Klog } from '../klog';
import type { NodeNetwork } from '../network/node-network';
import { httpGet } from './http-get';

/** Longest wait for an answer, ms. */
const TIMEOUT_MS = 10_000;
/** So many failures are told before their lines need --v=4. */
const TOLD_FAILURES = 3;

export interface HttpSourceDependencies {
  /** --manifest-url */
  url: string;
  /** --manifest-url-header */
  headers: Readonly<Record<string, readonly string[]>>;
  /** --http-check-frequency, ms: from the end of one attempt to the next. */
  checkMs: number;
  nodeName: string;
  podSecurity?: PodSecurityProfile | undefined;
  network?: NodeNetwork | undefined;
  clock: Clock;
  klog: Klog;
  /** Told after each attempt; '' when it went well. */
  wasRead(error: string): void;
  /** The full set of pods. */
  deliver(pods: StaticPod[]): void;
}

export class HttpSource {
  private data: Buffer | undefined;
  private failures = 0;

  constructor(private readonly deps: HttpSourceDependencies) {}

  /** Reads at once and then again and again, until `signal` aborts. Does not wait for an answer: a server may be slow. */
  start(signal: AbortSignal): void {
    this.deps.klog.info(1, 'http.go:60', `Watching URL ${this.deps.url}`);
    void this.repeat(signal);
  }

  private async repeat(signal: AbortSignal): Promise<void> {
    const { clock, checkMs } = this.deps;
    while (!signal.aborted) {
      await this.run(signal);
      await clock.sleep(checkMs, signal);
    }
  }

  private async run(signal: AbortSignal): Promise<void> {
    const error = await this.extract(signal).catch((failure: unknown) =>
      failure instanceof Error ? failure.message : String(failure),
    );
    if (signal.aborted) return;
    this.tell(error);
    this.deps.wasRead(error);
  }

  /** Resolves to what went wrong, '' if nothing did. */
  private async extract(ended: AbortSignal): Promise<string> {
    const { url, headers, clock, nodeName, podSecurity } = this.deps;
    const timeout = new AbortController();
    const cancel = clock.after(TIMEOUT_MS, () => timeout.abort());
    const signal = AbortSignal.any([ended, timeout.signal]);
    const { status, ok, body } = await httpGet(url, headers, signal, this.deps.network).finally(cancel);
    if (ended.aborted) return '';
    if (!ok) return `${url}: ${status}`;
    if (body.length === 0) {
      this.deps.deliver([]);
      return `zero-length data received from ${url}`;
    }
    // Remembered before it is read: the same broken text is told of once.
    if (this.data?.equals(body)) return '';
    this.data = body;
    const context = { nodeName, source: 'http' as const, seenAt: clock.now(), md5, podSecurity };
    const result = readPods(body.toString('utf8'), url, context);
    if (!result.ok) return result.message;
    this.deps.deliver(result.pods);
    return '';
  }

  private tell(error: string): void {
    const { klog } = this.deps;
    if (error === '') {
      if (this.failures > 0) klog.info(0, 'http.go:75', 'Successfully read pods from URL.');
      this.failures = 0;
      return;
    }
    const dropping = 'Failed to read pods from URL. Dropping verbosity of this message to V(4)';
    if (this.failures < TOLD_FAILURES) klog.warning('http.go:66', `Failed to read pods from URL: ${error}`);
    else if (this.failures === TOLD_FAILURES) klog.warning('http.go:68', `${dropping}: ${error}`);
    else klog.info(4, 'http.go:70', `Failed to read pods from URL: ${error}`);
    this.failures += 1;
  }
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
