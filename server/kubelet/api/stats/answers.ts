// The endpoints that measure. Upstream: pkg/kubelet/server/stats/handler.go, pkg/kubelet/server/server.go (1.20).
import type { RuntimeService } from '../../runtime-service';
import { type Answer, metricsAnswer } from '../answer';
import { cadvisorMetrics, type MachineFacts } from './cadvisor-metrics';
import { machineFacts } from './machine-facts';
import { resourceMetrics, scrapeError } from './resource-metrics';
import { Sampler, type SamplerHost } from './sampler';
import { summary } from './summary';

export class StatsAnswers {
  private readonly sampler: Sampler;
  private readonly runtime: RuntimeService;
  private machine: Promise<MachineFacts> | undefined;

  constructor(
    private readonly nodeName: string,
    host: SamplerHost,
  ) {
    this.sampler = new Sampler(host);
    this.runtime = host.runtime;
  }

  /** /stats/summary, indented by one as go-restful writes JSON. */
  async summary(onlyCpuAndMemory: boolean): Promise<Answer> {
    const [sample, disk] = await Promise.all([this.sampler.sample(), onlyCpuAndMemory ? null : this.sampler.disk()]);
    const body = JSON.stringify(summary(this.nodeName, sample, disk), null, 1);
    return { status: 200, contentType: 'application/json', body };
  }

  /** /metrics/resource; where the engine does not answer, that is what it says. */
  async resource(): Promise<Answer> {
    const sample = await this.sampler.sample().catch(() => null);
    return metricsAnswer(sample === null ? scrapeError(1) : resourceMetrics(sample));
  }

  /** /metrics/cadvisor */
  async cadvisor(): Promise<Answer> {
    // It stays the same machine; asked again only as long as the engine has not said which it is.
    this.machine ??= this.findMachine().catch((error: unknown) => {
      this.machine = undefined;
      throw error;
    });
    const [sample, machine] = await Promise.all([this.sampler.sample(), this.machine]);
    return metricsAnswer(cadvisorMetrics(sample, machine));
  }

  private async findMachine(): Promise<MachineFacts> {
    return await machineFacts((await this.runtime.version()).version);
  }
}
