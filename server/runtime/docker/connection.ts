// One engine behind one UNIX socket: keep-alive, a deadline for each call, errors in the contract's classes.
import { Agent } from 'node:http';
import { inspect } from 'node:util';
import Docker from 'dockerode';
import type { Clock } from '@/server/kubelet/clock';
import type { RuntimeErrorClass } from '@/server/kubelet/runtime-service';
import { DeadlineError, isConnectionReset, toRuntimeError } from './errors';

/** What upstream allows any call to the engine (kube_docker_client.go defaultTimeout), ms. */
const CALL_DEADLINE_MS = 120_000;
/** Reads are answered from the engine's memory: waiting longer only hides that it hangs. */
const READ_DEADLINE_MS = 30_000;

interface CallOptions {
  /** Error class for a refusal that the HTTP status alone does not name. */
  refused: RuntimeErrorClass;
  /** Deadline in ms. */
  deadlineMs?: number;
}

/**
 * docker-modem prints the options of every request for its debug log, agent and sockets to any depth, whether that log is on
 * or not: ten milliseconds of a busy event loop for each call (measured; modem.js buildRequest). This agent prints as a word.
 */
class TerseAgent extends Agent {
  [inspect.custom](): string {
    return 'Agent';
  }
}

/** Kept connections of one engine, for all labs of this process: each of its own would leave some behind when it ends. */
const agents = new Map<string, Agent>();
const MAX_IDLE = 32;

function agentOf(socketPath: string): Agent {
  const known = agents.get(socketPath);
  if (known) return known;
  const agent = new TerseAgent({ keepAlive: true, maxFreeSockets: MAX_IDLE });
  agents.set(socketPath, agent);
  return agent;
}

export class EngineConnection {
  readonly docker: Docker;
  // dockerode takes a signal here; its types don't know.
  readonly ping: (options: { abortSignal: AbortSignal }) => Promise<unknown>;
  readonly version: (options: { abortSignal: AbortSignal }) => Promise<Docker.DockerVersion>;

  constructor(
    readonly socketPath: string,
    readonly clock: Clock,
  ) {
    // `host: ''` keeps a DOCKER_HOST of the environment from winning over the socket we were given.
    const options: Docker.DockerOptions & { agent: Agent } = {
      socketPath,
      host: '',
      protocol: 'http',
      agent: agentOf(socketPath),
    };
    this.docker = new Docker(options);
    this.ping = this.docker.ping.bind(this.docker);
    this.version = this.docker.version.bind(this.docker);
  }

  /** A read: short deadline; an engine that answers 5xx counts as Unavailable. */
  read<T>(call: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
    return this.call({ refused: 'Unavailable', deadlineMs: READ_DEADLINE_MS }, async (abortSignal) => {
      try {
        return await call(abortSignal);
      } catch (error) {
        // The kept connection was one to an engine that is gone; whether there is a new one, a new connection tells.
        if (!isConnectionReset(error)) throw error;
        return await call(abortSignal);
      }
    });
  }

  /** Runs one call; throws only RuntimeError. */
  async call<T>(options: CallOptions, call: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await this.attempt(call, options.deadlineMs);
    } catch (error) {
      throw toRuntimeError(error, this.socketPath, options.refused);
    }
  }

  /** Runs one call; throws what dockerode throws, or DeadlineError. An answer that is cut off in the middle never settles
   * by itself (docker-modem listens for `end` only), hence the race. */
  async attempt<T>(call: (abortSignal: AbortSignal) => Promise<T>, deadlineMs = CALL_DEADLINE_MS): Promise<T> {
    const controller = new AbortController();
    let cancel: () => void = () => undefined;
    const deadline = new Promise<never>((_, reject) => {
      cancel = this.clock.after(deadlineMs, () => {
        reject(new DeadlineError());
        controller.abort();
      });
    });
    try {
      return await Promise.race([call(controller.signal), deadline]);
    } finally {
      cancel();
    }
  }
}
