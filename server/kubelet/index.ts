// The kubelet, put together. What it is made of stands in ARCHITECTURE.md; what others see of it in kubelet.ts.
import { Admission } from './admission/admission';
import { kubeletChecks } from './api/health';
import { KubeletMetrics } from './api/metrics';
import { listenError, openPorts } from './api/ports';
import { StatsAnswers } from './api/stats/answers';
import { BackOffStore } from './backoff';
import { endOfAll } from './cli/ending';
import { Machine } from './disk/machine';
import { nodeForAdmission } from './disk/node-for-admission';
import { PodDisk } from './disk/pod-disk';
import { PulledImages } from './disk/pulled-images';
import { registryCredentials } from './disk/registry-credentials';
import { SandboxCheckpoints } from './disk/sandbox-checkpoints';
import { EventRecorder } from './event-recorder';
import { EventStream } from './event-stream';
import { PullQueue } from './execute/pull-queue';
import { createRounds } from './housekeeping/assemble';
import type { Eviction } from './housekeeping/eviction/eviction';
import type { Housekeeping } from './housekeeping/housekeeping';
import type { ContainerGcPolicy } from './housekeeping/plan-container-gc';
import { childOf } from './housekeeping/rounds';
import { Klog } from './klog';
import type { Kubelet, KubeletConfig, KubeletDependencies, KubeletEvent } from './kubelet';
import { KubeletLoop } from './kubelet-loop';
import { LoopControl } from './loop-control';
import { measuredRuntime } from './measured-runtime';
import { systemNetwork } from './network/network';
import { Pleg } from './observe/pleg';
import type { RuntimeService } from './runtime-service';
import { PodSources } from './sources/pod-sources';
import { logStarted, logStartUp } from './start-up-log';
import { PodVolumes } from './volumes/pod-volumes';
import { PodWorkers } from './workers/pod-workers';

export { configFromFlags } from './cli/config';
export { withAbsolutePaths } from './cli/config-file';
export type { Confinement } from './cli/confinement';
export { type ParsedFlags, parseFlags } from './cli/flags';
export { openLogOutput } from './cli/log-output';
export { startLines } from './cli/start-lines';
export type { NodeNetwork } from './network/node-network';
export { forgetWebManifests } from './sources/web-manifests';
export type { Kubelet, KubeletConfig, KubeletDependencies, KubeletEvent };

/** A kubelet that does nothing before `start`. It reads and writes only what its config names, and touches only containers of its ownership. */
export function createKubelet(config: KubeletConfig, dependencies: KubeletDependencies): Kubelet {
  return new AssembledKubelet(config, dependencies);
}

class AssembledKubelet implements Kubelet {
  readonly done: Promise<void>;
  private readonly stream: EventStream;
  private readonly klog: Klog;
  private readonly events: EventRecorder;
  private readonly metrics = new KubeletMetrics();
  private readonly ended = endOfAll();
  private readonly runtime: RuntimeService;
  private readonly pleg: Pleg;
  private readonly workers: PodWorkers;
  private readonly machine: Machine;
  private readonly admission: Admission;
  private readonly mainLoop: KubeletLoop;
  private readonly control: LoopControl;
  private readonly sources: PodSources;
  private readonly housekeeping: Housekeeping;
  private readonly eviction: Eviction;
  private finish: () => void = () => undefined;

  constructor(
    readonly config: KubeletConfig,
    private readonly deps: KubeletDependencies,
  ) {
    const { clock, pid, random = Math.random } = deps;
    this.done = new Promise((resolve) => {
      this.finish = resolve;
    });
    this.stream = new EventStream(clock);
    this.klog = new Klog({
      clock,
      pid,
      verbosity: config.flags.v,
      modules: config.flags.vmodule,
      skipHeaders: config.flags['skip-headers'],
      sink: (line) => this.stream.emit({ type: 'log', line }),
    });
    this.control = new LoopControl({
      clock,
      changed: (loop) => this.stream.emit({ type: 'loop', loop }),
      signal: this.ended.signal,
    });
    const backOff = new BackOffStore();
    const owner = `${config.ownership.lab}/${config.ownership.node}`;
    const disk = new PodDisk({
      rootDir: config.rootDir,
      logDir: config.logDir,
      clusterDomain: config.settings.clusterDomain,
      owner,
      onWarning: (message) => this.klog.warning('docker_container.go:259', message),
    });
    const checkpoints = new SandboxCheckpoints({
      root: config.dockershimDir,
      owner,
      onWarning: (message) => this.klog.warning('docker_sandbox.go:135', message),
    });
    this.runtime = measuredRuntime(deps.runtime, clock, this.metrics);
    const { runtime } = this;
    const events = new EventRecorder(this.stream, this.klog, config.nodeName);
    this.events = events;
    const pulled = new PulledImages(config.rootDir);
    const { nodeName, rootDir } = config;
    const machine = new Machine({ nodeName, rootDir, clock, network: deps.network });
    this.machine = machine;
    const volumes = new PodVolumes({ rootDir, nodeName, machine, clock, klog: this.klog, events, random });
    const tools = { clock, klog: this.klog, events, runtime, disk, volumes, checkpoints, pulled };
    this.pleg = new Pleg({
      runtime,
      clock,
      listener: {
        listed: (events, seconds) => {
          this.metrics.relisted(seconds, clock.now());
          this.mainLoop.listed(events);
        },
        failed: (error) => this.mainLoop.listingFailed(error),
      },
      isBusy: () => this.workers.isBusy(),
      isActing: (podUid) => this.workers.isActing(podUid),
    });
    this.workers = new PodWorkers({
      host: {
        ...tools,
        backOff,
        keptInstances: keptInstances(config.containerGc),
        machine,
        network: systemNetwork(runtime.network, deps.network),
        pulls: pullQueue(config, clock),
        credentialsFor: (image) => registryCredentials(image, config),
        sandboxImage: config.flags['pod-infra-container-image'],
        settings: { ...config.settings, seccompProfileRoot: config.flags['seccomp-profile-root'] },
      },
      pleg: this.pleg,
      stream: this.stream,
      metrics: this.metrics,
      gate: this.control,
      syncMs: config.settings.syncFrequency,
      random,
      signal: this.ended.signal,
      forgotten: (podUid) => this.stream.emit({ type: 'podForgotten', podUid }),
    });
    const { klog, stream, pleg, workers } = this;
    this.admission = new Admission(klog);
    const { admission } = this;
    this.sources = new PodSources({
      config,
      clock,
      klog,
      stream,
      network: deps.network,
      deliver: (source, pods, fileOf) => this.mainLoop.deliver(source, pods, fileOf),
    });
    const sources = this.sources.names;
    const loop = new KubeletLoop({
      clock,
      klog,
      stream,
      events,
      runtime,
      pleg,
      workers,
      admission,
      backOff,
      sources,
    });
    this.mainLoop = loop;
    const { housekeeping, eviction } = createRounds({
      ...tools,
      config,
      loop,
      pleg,
      workers,
      owner,
      pressuresChanged: (pressures) => stream.emit({ type: 'pressures', pressures }),
    });
    this.housekeeping = housekeeping;
    this.eviction = eviction;
  }

  async start(signal: AbortSignal): Promise<void> {
    const end = () => this.ended.abort();
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    logStartUp(this.klog, this.config, this.events);
    const listeners = await this.openPorts().catch((error: unknown) => {
      end();
      this.finish();
      throw error;
    });
    await this.housekeeping.open();
    this.admission.open(await nodeForAdmission(this.config, this.machine));
    this.pleg.start(this.ended.signal);
    this.mainLoop.start(this.ended.signal);
    logStarted(this.klog, this.config);
    const rounds = childOf(this.ended.signal);
    void this.housekeeping.start(rounds);
    this.eviction.start(rounds);
    void this.finishAfter(listeners);
    await this.startSources();
  }

  subscribe(listener: (event: KubeletEvent) => void): () => void {
    return this.stream.subscribe(listener);
  }

  get loop(): LoopControl {
    return this.control;
  }

  pods() {
    return this.mainLoop.pods();
  }

  private async startSources(): Promise<void> {
    try {
      await this.sources.start(childOf(this.ended.signal));
    } catch (error) {
      const port = this.config.flags['kulissen-web-server-port'];
      this.klog.fatal('server.go:184', listenError('127.0.0.1', port, error));
      this.ended.abort();
      throw error;
    }
  }

  private openPorts(): Promise<Promise<void>[]> {
    const { config, klog, metrics, pleg, runtime } = this;
    const { clock } = this.deps;
    const pods = () => this.pods();
    const records = () => pleg.podUids().flatMap((uid) => pleg.records(uid));
    const host = {
      config,
      network: this.deps.network,
      runtime,
      clock,
      klog,
      metrics,
      checks: kubeletChecks(
        () => clock.now(),
        () => metrics.lastRelistAt,
      ),
      pods,
      records,
      stats: new StatsAnswers(config.nodeName, { runtime, clock, rootDir: config.rootDir, pods, records }),
      metricsText: () => metrics.text({ nodeName: config.nodeName, ...pleg.census() }),
    };
    return openPorts(host, childOf(this.ended.signal));
  }

  private async finishAfter(listeners: Promise<void>[]): Promise<void> {
    const { signal } = this.ended;
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    await this.workers.stop();
    await this.housekeeping.close();
    await Promise.all(listeners);
    this.finish();
  }
}

/** Upstream keeps one dead instance while it waits for the next collection, whatever the flag says; negative = all. */
const keptInstances = ({ maxPerContainer }: ContainerGcPolicy): number =>
  maxPerContainer < 0 ? Number.POSITIVE_INFINITY : Math.max(1, maxPerContainer);

const pullQueue = ({ settings }: KubeletConfig, clock: KubeletDependencies['clock']): PullQueue =>
  new PullQueue({
    clock,
    serial: settings.serializeImagePulls,
    qps: settings.registryPullQPS,
    burst: settings.registryBurst,
  });
