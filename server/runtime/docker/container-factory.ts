// Creating and starting, with the two things that may need a second try: a taken name, and a host that refuses a limit.
import type { ContainerCreateOptions } from 'dockerode';
import { isRuntimeError, RuntimeError } from '@/server/kubelet/runtime-service';
import { randomNameSuffix } from '../identity';
import type { EngineConnection } from './connection';
import type { CreateBody } from './create-bodies';
import {
  failureOf,
  isBeingRemoved,
  looksLikeCgroupParentRefusal,
  looksLikeOomScoreRefusal,
  nameHolder,
} from './errors';
import type { HostLimit, HostLimits } from './host-limits';
import type { OwnedContainers } from './owned-containers';

const REMOVAL_DEADLINE_MS = 20_000;

export class ContainerFactory {
  constructor(
    private readonly connection: EngineConnection,
    private readonly owned: OwnedContainers,
    private readonly limits: HostLimits,
  ) {}

  /**
   * Creates a container and returns its id. Name taken by our own container: that one is removed and the create retried
   * once. By a foreign one: it stays, and ours gets a random suffix (dockershim/helpers.go recoverFromCreationConflictIfNeeded).
   */
  async create(name: string, body: CreateBody): Promise<string> {
    const limited = this.limits.apply(body);
    try {
      return await this.post(name, limited);
    } catch (error) {
      const holder = isRuntimeError(error, 'Conflict') ? nameHolder(error.cause) : null;
      if (holder === null) throw error;
      if (!(await this.owned.has(holder))) return await this.post(`${name}_${randomNameSuffix()}`, limited);
      await this.remove(holder);
      return await this.post(name, limited);
    }
  }

  /** Starts a container. A running one is fine. Throws Start, or NotFound when the container itself is gone. */
  async start(id: string): Promise<void> {
    try {
      const container = this.connection.docker.getContainer(id);
      await this.connection.call({ refused: 'Start' }, (abortSignal) => container.start({ abortSignal }));
    } catch (error) {
      if (!isRuntimeError(error)) throw error;
      if (failureOf(error.cause).status === 304) return;
      // The engine also says 404 when the sandbox to join is gone.
      const other = error.errorClass === 'NotFound' && !error.message.includes(id);
      throw other ? new RuntimeError('Start', error.message, { cause: error.cause }) : error;
    }
  }

  /** Creates and starts. What this host turns out to refuse is left out and remembered; a container that does not start stays. */
  async run(name: string, body: CreateBody): Promise<string> {
    const without = new Set<HostLimit>();
    for (;;) {
      let id: string | undefined;
      try {
        id = await this.create(name, this.limits.leaveOut(body, without));
        await this.start(id);
        this.limits.conclude(body, without);
        return id;
      } catch (error) {
        const suspect = this.suspect(error, body, without);
        if (suspect === null) throw error;
        without.add(suspect);
        if (id !== undefined) await this.remove(id);
      }
    }
  }

  /** Force-removes with anonymous volumes and waits until the name is free. Gone is not an error. */
  async remove(id: string): Promise<void> {
    const container = this.connection.docker.getContainer(id);
    try {
      await this.connection.call({ refused: 'Unavailable' }, () => container.remove({ v: true, force: true }));
    } catch (error) {
      if (isRuntimeError(error, 'NotFound')) return;
      if (!isRuntimeError(error) || !isBeingRemoved(error.cause)) throw error;
      await this.waitUntilRemoved(id);
    }
  }

  private async waitUntilRemoved(id: string): Promise<void> {
    const container = this.connection.docker.getContainer(id);
    const options = { refused: 'Unavailable', deadlineMs: REMOVAL_DEADLINE_MS } as const;
    try {
      await this.connection.call(options, (abortSignal) => container.wait({ condition: 'removed', abortSignal }));
    } catch (error) {
      if (!isRuntimeError(error, 'NotFound')) throw error;
    }
  }

  private suspect(error: unknown, body: CreateBody, without: ReadonlySet<HostLimit>): HostLimit | null {
    if (!isRuntimeError(error, 'Start') && !isRuntimeError(error, 'Create')) return null;
    const open = (limit: HostLimit) => this.limits.unknown(limit) && !without.has(limit);
    const { OomScoreAdj = 0, CgroupParent = '' } = body.HostConfig;
    if (OomScoreAdj < 0 && open('oomScore') && looksLikeOomScoreRefusal(error.cause)) return 'oomScore';
    if (CgroupParent !== '' && open('cgroupParent') && looksLikeCgroupParentRefusal(error.cause)) return 'cgroupParent';
    return null;
  }

  private async post(name: string, body: CreateBody): Promise<string> {
    const id = await this.connection.call({ refused: 'Create' }, async (abortSignal) => {
      // docker-modem keeps query and body apart only when told so.
      const options: ContainerCreateOptions & { _query: { name: string }; _body: CreateBody } = {
        _query: { name },
        _body: body,
        abortSignal,
      };
      return (await this.connection.docker.createContainer(options)).id;
    });
    this.owned.add(id);
    return id;
  }
}
