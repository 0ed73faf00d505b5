// The kubelet's API on one port: who asks, what for, and which part answers.
import type { Pod } from '@/lib/k8s/types';
import type { Clock } from '../clock';
import { configurationObject } from '../configuration/configz';
import type { Klog } from '../klog';
import type { KubeletConfig } from '../kubelet';
import type { NodeNetwork } from '../network/node-network';
import type { ContainerRecord, RuntimeService } from '../runtime-service';
import { type Answer, type ApiRequest, httpError, json, metricsAnswer, text } from './answer';
import { type ClientCertificate, refuseStranger } from './authentication';
import { containerLogsAnswer } from './container-logs';
import { type HealthChecks, healthAnswer } from './health';
import { logFileAnswer } from './log-files';
import type { KubeletMetrics } from './metrics';
import { podsAnswer, runningPodsAnswer } from './pod-list';
import { metricLabels, type RouteName, RouteTable } from './route-table';
import { runAnswer } from './run-command';
import type { TakeOver } from './server';
import type { StatsAnswers } from './stats/answers';
import { openStream } from './streams/open-stream';
import { ownCertificateFiles } from './tls/serving-certificate';

/** What the API sees of its kubelet. */
export interface ApiHost {
  config: KubeletConfig;
  network?: NodeNetwork | undefined;
  runtime: RuntimeService;
  clock: Clock;
  klog: Klog;
  metrics: KubeletMetrics;
  checks: HealthChecks;
  stats: StatsAnswers;
  /** Desired pods with their status. */
  pods(): Pod[];
  /** Everything on the engine, at the last listing. */
  records(): ContainerRecord[];
  metricsText(): string;
}

/** component-base/configz: without a line break at its end, unlike lists. Shows the certificate that was made, as upstream does. */
function configzAnswer(config: KubeletConfig): Answer {
  const { certFile: tlsCertFile, keyFile: tlsPrivateKeyFile } = ownCertificateFiles(config);
  const given = config.settings.tlsCertFile !== '' || config.settings.tlsPrivateKeyFile !== '';
  const settings = given ? config.settings : { ...config.settings, tlsCertFile, tlsPrivateKeyFile };
  return { ...json({}), body: JSON.stringify({ kubeletconfig: configurationObject(settings) }) };
}

/** `?only_cpu_and_memory=true`, in the query or, posted, as a form. */
async function asksForLess(request: ApiRequest): Promise<boolean> {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const posted = request.method === 'POST' && isForm ? new URLSearchParams(await request.body()) : null;
  const values = [...(posted?.getAll('only_cpu_and_memory') ?? []), ...request.query.getAll('only_cpu_and_memory')];
  return values.length === 1 && values[0] === 'true';
}

type Params = Record<string, string>;

const UPGRADE_REQUIRED = httpError(500, 'Upgrade request required');

/** One port's view of the API. */
export class Api {
  private readonly table: RouteTable;

  /** @param port `main` is --port: it has the debugging handlers, if enabled, and asks who the client is */
  constructor(
    private readonly host: ApiHost,
    private readonly port: 'main' | 'readonly',
  ) {
    this.table = new RouteTable(port === 'main' && host.config.settings.enableDebuggingHandlers);
  }

  /** The answer to an ordinary request. */
  async answer(request: ApiRequest, client: ClientCertificate | null): Promise<Answer> {
    const answer = await this.handle(request, client);
    // Only a request for an upgrade can be taken over.
    return typeof answer === 'function' ? UPGRADE_REQUIRED : answer;
  }

  /** The answer to a request for another protocol on its connection, or who goes on there. */
  upgrade(request: ApiRequest, client: ClientCertificate | null): Promise<Answer | TakeOver> {
    return this.handle(request, client);
  }

  private async handle(request: ApiRequest, client: ClientCertificate | null): Promise<Answer | TakeOver> {
    const { metrics, clock, klog, config } = this.host;
    const began = clock.now();
    const { long_running, path } = metricLabels(request.path);
    const server_type = this.port === 'main' ? 'readwrite' : 'readonly';
    const labels = { long_running, method: request.method, path, server_type } as const;
    metrics.requestBegan(labels);
    try {
      const match = this.table.match(request.method, request.path, request.headers.accept);
      if (match.guarded && this.port === 'main') {
        const refusal = refuseStranger(config.settings, client, (problem) => klog.error('server.go:253', problem));
        if (refusal) return refusal;
      }
      return 'answer' in match ? match.answer : await this.dispatch(match.route, match.params, request);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      klog.error('server.go:253', `${request.method} ${request.path}: ${message}`);
      return text(500, message);
    } finally {
      metrics.requestEnded(labels, (clock.now() - began) / 1000);
    }
  }

  private async dispatch(route: RouteName, params: Params, request: ApiRequest): Promise<Answer | TakeOver> {
    const { host } = this;
    switch (route) {
      case 'healthz':
        return healthAnswer(request.path, request.query, host.checks);
      case 'pods':
        return podsAnswer(host.pods());
      case 'runningPods':
        return runningPodsAnswer(host.records(), await this.imageIds());
      case 'statsSummary':
        return await host.stats.summary(await asksForLess(request));
      case 'cadvisorMetrics':
        return await host.stats.cadvisor();
      case 'resourceMetrics':
        return await host.stats.resource();
      case 'probeMetrics':
        return metricsAnswer(host.metrics.probesText());
      case 'metrics':
        return metricsAnswer(host.metricsText());
      case 'containerLogs':
        return await containerLogsAnswer(request, params, { ...host, now: () => host.clock.now() });
      case 'run':
        return await runAnswer(request, params, host);
      case 'exec':
      case 'attach':
      case 'portForward':
        return openStream(route, request, params, host);
      case 'logs':
        return await logFileAnswer(host.config.logDir, request.path.slice('/logs/'.length));
      case 'configz':
        return configzAnswer(host.config);
      case 'verbosity':
        return await this.setVerbosity(request);
      case 'pprof':
        // Profiles of a Go program: there is none.
        return httpError(404, 'Unknown profile');
    }
  }

  /** By what records say of their images. */
  private async imageIds(): Promise<Map<string, string>> {
    const refs = new Set(this.host.records().map(({ imageId }) => imageId));
    const ids = await Promise.all(
      [...refs].map(async (ref): Promise<[string, string]> => {
        const name = ref.replace(/^docker(-pullable)?:\/\//, '');
        const image = name.startsWith('sha256:') ? null : await this.host.runtime.imageStatus(name).catch(() => null);
        return [ref, image?.id ?? name];
      }),
    );
    return new Map(ids);
  }

  /** apiserver/pkg/server/routes/flags.go StringFlagPutHandler, component-base/logs GlogSetter (1.20). */
  private async setVerbosity(request: ApiRequest): Promise<Answer> {
    if (request.method !== 'PUT') return httpError(406, 'unsupported http method');
    const value = await request.body();
    if (!/^[-+]?\d+$/.test(value) || Math.abs(Number(value)) > MAX_VERBOSITY) {
      const why = `strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`;
      return httpError(400, `failed set klog.logging.verbosity ${value}: ${why}`);
    }
    this.host.klog.setVerbosity(Number(value));
    return httpError(200, `successfully set klog.logging.verbosity to ${value}`);
  }
}

const MAX_VERBOSITY = 2_147_483_647;
