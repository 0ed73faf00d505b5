// What the kubelet finds out about the machine it runs on: its size and its address.
// Upstream: cAdvisor's MachineInfo; pkg/kubelet/nodestatus/setters.go NodeAddress; apimachinery net.ChooseHostInterface (1.20).
import { lookup } from 'node:dns/promises';
import { existsSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import { cpus, networkInterfaces, totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { Clock } from '../clock';
import { allocatableOf, type MachineSize, type NodeResources } from '../downward-api/node-resources';
import type { NodeNetwork } from '../network/node-network';

/** A name server that does not answer must not hold a pod for long. Upstream waits for the resolver, about 10 s. */
const LOOKUP_MS = 1_000;
const ROUTES = '/proc/net/route';

/** The machine, as its kubelet knows it. */
export class Machine {
  private size: Promise<MachineSize> | undefined;

  constructor(
    private readonly options: { nodeName: string; rootDir: string; clock: Clock; network?: NodeNetwork | undefined },
  ) {}

  /** What pods can be given. Measured once, as upstream's cAdvisor does. */
  async allocatable(): Promise<NodeResources> {
    this.size ??= machineSize(this.options.rootDir);
    return allocatableOf(await this.size);
  }

  /** The node's IPv4 address: what its name resolves to if that is one of this machine's, else that of the default route; '' without any. */
  async address(): Promise<string> {
    if (this.options.network) return this.options.network.address();
    const own = Object.entries(networkInterfaces()).flatMap(([device, list = []]) =>
      list.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => ({ device, address })),
    );
    const named = await resolve(this.options.nodeName, this.options.clock);
    const device = await defaultDevice();
    const found =
      own.find(({ address }) => named.includes(address)) ?? own.find((entry) => entry.device === device) ?? own[0];
    return found?.address ?? '';
  }
}

/** CPUs, memory and the file system of `directory` (or of its nearest parent that exists). */
async function machineSize(directory: string): Promise<MachineSize> {
  const { blocks, bsize } = await statfs(nearestExisting(directory));
  return { cpus: cpus().length, memoryBytes: totalmem(), storageBytes: blocks * bsize };
}

export const nearestExisting = (path: string): string => (existsSync(path) ? path : nearestExisting(dirname(path)));

async function resolve(name: string, clock: Clock): Promise<string[]> {
  const giveUp = new AbortController();
  const answers = lookup(name, { all: true, family: 4 }).then(
    (list) => list.map(({ address }) => address),
    () => [],
  );
  const late = clock.sleep(LOOKUP_MS, giveUp.signal).then(() => []);
  return Promise.race([answers, late]).finally(() => giveUp.abort());
}

/** The interface of the default route, from the kernel's table. */
async function defaultDevice(): Promise<string | undefined> {
  const table = await readFile(ROUTES, 'utf8').catch(() => '');
  const rows = table.split('\n').map((row) => row.split('\t'));
  return rows.find(([, destination]) => destination === '00000000')?.[0];
}
