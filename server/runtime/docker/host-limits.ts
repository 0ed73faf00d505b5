// What the host refuses, learnt once per process. A restricted host (a container, a CI machine) may forbid negative OOM
// scores or foreign cgroups; the kubelet must work there, and must say once that it made do.
import type { HostConfig } from 'dockerode';
import type { CreateBody } from './create-bodies';

export type HostLimit = 'oomScore' | 'cgroupParent';

const WARNINGS: Record<HostLimit, string> = {
  oomScore:
    'This host refuses a negative oom_score_adj (is CAP_SYS_RESOURCE missing?): containers are created with 0 instead',
  cgroupParent: "This host refuses the pods' cgroup parent: containers are created below the engine's cgroup instead",
};

const LIMITS = ['oomScore', 'cgroupParent'] as const;

export class HostLimits {
  private readonly verdicts = new Map<HostLimit, 'refused' | 'allowed'>();

  constructor(private readonly onWarning: (message: string) => void) {}

  /** The body without everything that this host is known to refuse. */
  apply(body: CreateBody): CreateBody {
    return this.leaveOut(body, new Set(LIMITS.filter((limit) => this.verdicts.get(limit) === 'refused')));
  }

  leaveOut(body: CreateBody, limits: ReadonlySet<HostLimit>): CreateBody {
    const HostConfig = { ...body.HostConfig };
    if (limits.has('oomScore')) HostConfig.OomScoreAdj = Math.max(0, HostConfig.OomScoreAdj ?? 0);
    if (limits.has('cgroupParent')) HostConfig.CgroupParent = '';
    return { ...body, HostConfig };
  }

  /** Neither refused nor allowed so far. */
  unknown(limit: HostLimit): boolean {
    return !this.verdicts.has(limit);
  }

  /** A container with this body has started once `without` had been left out. */
  conclude(body: CreateBody, without: ReadonlySet<HostLimit>): void {
    for (const limit of LIMITS) {
      if (without.has(limit)) this.learn(limit, 'refused');
      else if (this.unknown(limit) && asks(body.HostConfig, limit)) this.learn(limit, 'allowed');
    }
  }

  /** Does a container with this body hang on a verdict that is still out? */
  awaits(body: CreateBody): boolean {
    return LIMITS.some((limit) => this.unknown(limit) && asks(body.HostConfig, limit));
  }

  /** From a sandbox that an earlier kubelet has started: every sandbox asks for what its containers ask for, so what it lacks was refused. */
  concludeFromSandbox(sandbox: HostConfig, body: CreateBody): void {
    for (const limit of LIMITS) {
      if (!this.unknown(limit) || !asks(body.HostConfig, limit)) continue;
      this.learn(limit, asks(sandbox, limit) ? 'allowed' : 'refused');
    }
  }

  private learn(limit: HostLimit, verdict: 'refused' | 'allowed'): void {
    // Several pods may have asked at the same time: one warning is enough.
    const known = this.verdicts.get(limit) === verdict;
    this.verdicts.set(limit, verdict);
    if (verdict === 'refused' && !known) this.onWarning(WARNINGS[limit]);
  }
}

/** Does this configuration ask for what a restricted host may refuse? */
const asks = ({ OomScoreAdj = 0, CgroupParent = '' }: HostConfig, limit: HostLimit): boolean =>
  limit === 'oomScore' ? OomScoreAdj < 0 : CgroupParent !== '';
