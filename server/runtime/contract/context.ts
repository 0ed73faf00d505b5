// What each test of the contract suite stands on: an engine, a runtime with an ownership of its own, a pod of its own.
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import type { ContainerRecord, Ownership, RuntimeErrorClass, RuntimeService } from '@/server/kubelet/runtime-service';
import { containerConfig, type PodIdentity, type PodImages, sandboxConfig } from './pods';

/** What the suite needs beyond the contract: to look at the engine from outside, past all ownership. */
export interface ContractEngine {
  images: PodImages;
  runtimeFor(ownership: Ownership): RuntimeService;
  /** Starts a container that is not made by a runtime, from the pause image. Returns its id. */
  startForeign(name: string, labels: Record<string, string>): Promise<string>;
  /** Puts an image into the store that nothing uses. Returns its name. */
  spareImage(): Promise<string>;
  isRunning(id: string): Promise<boolean>;
  /** What a running app container sees as the addresses of its network, in any form. */
  addressesIn(id: string): Promise<string>;
  /** Removes what startForeign has made. */
  close(): Promise<void>;
}

export const FOREVER = ['sh', '-c', 'trap "exit 3" TERM; sleep 3600 & wait'];
export const DEAF = ['sleep', '3600'];
export const PATIENCE = { timeout: 10_000, interval: 20 };

export interface Context {
  engine: ContractEngine;
  runtime: RuntimeService;
  ownership: Ownership;
  pod: PodIdentity;
  sandbox(): Promise<ContainerRecord>;
  /** Creates and starts; returns the id. */
  container(sandboxId: string, command: string[], more?: Parameters<typeof containerConfig>[4]): Promise<string>;
  dead(id: string): Promise<ContainerRecord>;
}

export function useContext(setup: () => Promise<ContractEngine>): () => Context {
  const run = Math.random().toString(36).slice(2, 10);
  const ownership: Ownership = { lab: `contract-${run}`, node: 'worker1' };
  let engine: ContractEngine | undefined;
  let current: Context | undefined;
  let pods = 0;

  beforeAll(async () => {
    engine = await setup();
  });
  beforeEach(() => {
    if (engine === undefined) throw new Error('setup has failed');
    pods += 1;
    const pod = { podUid: `${run}-${pods}`, podName: `contract-${pods}-worker1`, podNamespace: 'default' };
    current = makeContext(engine, ownership, pod);
  });
  afterEach(async () => {
    if (current) await removeAll(current.runtime);
  });
  afterAll(() => engine?.close());

  return () => {
    if (current === undefined) throw new Error('only inside a test');
    return current;
  };
}

async function removeAll(runtime: RuntimeService): Promise<void> {
  const all = await runtime.list();
  await Promise.all(all.filter(({ kind }) => kind === 'container').map(({ id }) => runtime.removeContainer(id)));
  await Promise.all(all.filter(({ kind }) => kind === 'sandbox').map(({ id }) => runtime.removeSandbox(id)));
}

function makeContext(engine: ContractEngine, ownership: Ownership, pod: PodIdentity): Context {
  const runtime = engine.runtimeFor(ownership);
  return {
    engine,
    runtime,
    ownership,
    pod,
    sandbox: () => runtime.runSandbox(sandboxConfig(pod, engine.images)),
    async container(sandboxId, command, more) {
      const id = await runtime.createContainer(containerConfig(pod, engine.images, sandboxId, command, more));
      await runtime.startContainer(id);
      return id;
    },
    dead: (id) =>
      vi.waitFor(async () => {
        const record = await runtime.inspect(id);
        expect(record.state).toBe('exited');
        return record;
      }, PATIENCE),
  };
}

export const withClass = (errorClass: RuntimeErrorClass) =>
  expect.objectContaining({ name: 'RuntimeError', errorClass });
