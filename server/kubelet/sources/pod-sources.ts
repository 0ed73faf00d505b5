// The sources that are configured, started one after the other. Upstream: pkg/kubelet/kubelet.go makePodSourceConfig (1.20).
import type { StaticPod } from '@/lib/k8s/types';
import type { Clock } from '../clock';
import type { EventStream } from '../event-stream';
import type { Klog } from '../klog';
import type { KubeletConfig, SourceName } from '../kubelet';
import type { NodeNetwork } from '../network/node-network';
import { FileSource } from './file-source';
import { HttpSource } from './http-source';
import { webManifestsDir } from './web-manifests';
import { WebSource } from './web-source';

export interface PodSourcesDependencies {
  config: KubeletConfig;
  clock: Clock;
  klog: Klog;
  network: NodeNetwork | undefined;
  stream: EventStream;
  deliver(source: SourceName, pods: readonly StaticPod[], fileOf?: ReadonlyMap<string, string>): void;
}

interface Configured {
  address: string;
  /** ms; 0 = whenever something is sent to it. */
  periodMs: number;
}

export class PodSources {
  private readonly configured = new Map<SourceName, Configured>();

  constructor(private readonly deps: PodSourcesDependencies) {
    const { settings, flags } = deps.config;
    const { staticPodPath, staticPodURL, fileCheckFrequency, httpCheckFrequency } = settings;
    const port = flags['kulissen-web-server-port'];
    if (staticPodPath !== '') this.configured.set('file', { address: staticPodPath, periodMs: fileCheckFrequency });
    if (staticPodURL !== '') this.configured.set('http', { address: staticPodURL, periodMs: httpCheckFrequency });
    if (port !== 0) this.configured.set('web', { address: WebSource.address(port), periodMs: 0 });
  }

  /** Names of all configured sources. */
  get names(): SourceName[] {
    return [...this.configured.keys()];
  }

  /** Resolves when the directory has been listed and the web server listens; they go on until `signal` aborts. Rejects when the web source's port is taken. */
  async start(signal: AbortSignal): Promise<void> {
    for (const name of this.names) this.tell(name, 0, '');
    const started = this.names.map((name) => this.startOne(name, signal));
    await Promise.all(started);
  }

  private startOne(name: SourceName, signal: AbortSignal): Promise<void> {
    const { config, clock, klog, stream, network, deliver } = this.deps;
    const { settings, flags, nodeName, rootDir, podSecurity } = config;
    const wasRead = (error: string) => this.tell(name, clock.now(), error);
    const common = { nodeName, podSecurity, network, clock, klog, wasRead };
    const { address = '', periodMs: checkMs = 0 } = this.configured.get(name) ?? {};
    switch (name) {
      case 'file':
        return new FileSource({
          ...common,
          path: address,
          checkMs,
          emit: (news) => stream.emit(news),
          deliver: (pods, fileOf) => deliver('file', pods, fileOf),
        }).start(signal);
      case 'http':
        new HttpSource({
          ...common,
          url: address,
          headers: settings.staticPodURLHeader,
          checkMs,
          deliver: (pods) => deliver('http', pods),
        }).start(signal);
        return Promise.resolve();
      case 'web':
        return new WebSource({
          ...common,
          port: flags['kulissen-web-server-port'],
          dir: webManifestsDir(rootDir),
          deliver: (pods, nameOf) => deliver('web', pods, nameOf),
        }).start(signal);
    }
  }

  private tell(source: SourceName, readAt: number, error: string): void {
    const { address = '', periodMs = 0 } = this.configured.get(source) ?? {};
    this.deps.stream.emit({ type: 'sourceRead', source, address, periodMs, readAt, error });
  }
}
