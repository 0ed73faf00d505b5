// Which containers are the seat's: found among those alone, so that nobody learns whether another one exists.
import { LAB_LABEL, NODE_LABEL, type Ownership } from '@/server/kubelet/runtime-service';
import { owns } from '@/server/runtime/identity';
import type { Engine } from './engine';
import { noSuchContainer, Refused } from './refused';

/** One row of `GET /containers/json`. */
export interface ContainerRow {
  Id: string;
  Names: string[];
  Labels: Record<string, string> | null;
  [field: string]: unknown;
}

const REFERENCE = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}$/;

/** Label filter of the engine for the seat's containers. */
export const ownerLabels = ({ lab, node }: Ownership): string[] => [`${LAB_LABEL}=${lab}`, `${NODE_LABEL}=${node}`];

/**
 * Names on one engine are shared by all seats: what a learner calls `solo` is called `<lab>.solo` there. Names of pods are
 * different by the node and stay.
 */
export const engineName = ({ lab }: Ownership, name: string): string => `${lab}.${name}`;

/** The name that the learner gave, with or without a leading slash as it came. */
export function shownName({ lab }: Ownership, name: string): string {
  const slash = name.startsWith('/') ? '/' : '';
  const bare = name.slice(slash.length);
  return bare.startsWith(`${lab}.`) ? slash + bare.slice(lab.length + 1) : name;
}

export class OwnContainers {
  constructor(
    private readonly engine: Engine,
    readonly ownership: Ownership,
  ) {}

  /** All containers of the seat, with their names as the learner knows them. */
  async list(): Promise<ContainerRow[]> {
    const filters = JSON.stringify({ label: ownerLabels(this.ownership) });
    const rows = await this.engine.json<ContainerRow[]>({
      method: 'GET',
      version: '',
      path: ['containers', 'json'],
      query: { all: '1', filters },
    });
    return rows.filter(({ Labels }) => owns(this.ownership, Labels));
  }

  /** Full id of the container that `ref` means: a full id, a name, or the beginning of one id. Rejects with Refused 404 or 400. */
  async idOf(ref: string): Promise<string> {
    if (!REFERENCE.test(ref)) throw noSuchContainer(ref.slice(0, 64));
    const rows = await this.list();
    const exact = rows.find(
      ({ Id, Names }) => Id === ref || Names.some((name) => shownName(this.ownership, name) === `/${ref}`),
    );
    if (exact) return exact.Id;
    const [first, second] = rows.filter(({ Id }) => Id.startsWith(ref));
    if (second) throw new Refused(400, `Multiple IDs found with provided prefix: ${ref}`);
    if (!first) throw noSuchContainer(ref);
    return first.Id;
  }

  /** Resolves when the exec runs in a container of the seat; rejects with Refused 404 otherwise. */
  async ownExec(id: string): Promise<void> {
    const none = new Refused(404, `No such exec instance: ${id.slice(0, 64)}`);
    if (!/^[0-9a-f]{64}$/.test(id)) throw none;
    const { ContainerID } = await this.engine
      .json<{ ContainerID: string }>({ method: 'GET', version: '', path: ['exec', id, 'json'] })
      .catch((error: Refused) => {
        throw error.status === 404 ? none : error;
      });
    const rows = await this.list();
    if (!rows.some((row) => row.Id === ContainerID)) throw none;
  }
}
