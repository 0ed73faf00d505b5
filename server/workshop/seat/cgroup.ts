// The cgroup above everything of a seat: its workstation and its pods together may take so much and no more.
// Where cgroups are out of reach nothing is limited in sum, and the caller hears it; each container keeps its own limits.
import { execFile } from 'node:child_process';
import { access, mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = '/sys/fs/cgroup';
const PARENT = 'kulissen';
const PERIOD_US = 100_000;

export interface SeatSum {
  memoryBytes: number;
  nanoCpus: number;
  pids: number;
}

export interface SeatCgroup {
  /** As the engine takes it for CgroupParent; '' where there is none. */
  parent: string;
  /** Memory in use, without what the kernel would give back at once; null where it can't be read. */
  memory(): Promise<number | null>;
}

const NONE: SeatCgroup = { parent: '', memory: async () => null };

/** @param driver the engine's cgroup driver, as `docker info` names it */
export async function openSeatCgroup(
  id: string,
  driver: string,
  sum: SeatSum,
  warn: (message: string) => void,
  root = ROOT,
): Promise<SeatCgroup> {
  const unified = await exists(join(root, 'cgroup.controllers'));
  try {
    if (driver === 'systemd') return await slice(id, sum, unified, root);
    return await folder(id, sum, unified, root);
  } catch (error) {
    warn(
      `seat ${id}: no limit for all its containers together: ${error instanceof Error ? error.message : String(error)}`,
    );
    return NONE;
  }
}

async function folder(id: string, sum: SeatSum, unified: boolean, root: string): Promise<SeatCgroup> {
  const path = join(PARENT, id);
  const controllers = unified ? [''] : ['memory', 'pids', 'cpu'];
  if (unified) await delegate(root);
  for (const controller of controllers) await mkdir(join(root, controller, path), { recursive: true });
  for (const [controller, file, value] of settings(sum, unified))
    await writeFile(join(root, controller, path, file), value);
  return {
    parent: `/${path}`,
    memory: () => memoryOf(join(root, unified ? '' : 'memory', path), unified),
  };
}

/** Removes what is left of a seat's cgroup, under either driver. Never rejects: the kernel keeps one that is in use. */
export async function removeSeatCgroup(id: string, root = ROOT): Promise<void> {
  // The engine has made it in every hierarchy of the kernel's, not only where our limits are.
  for (const hierarchy of ['', ...(await readdir(root).catch(() => []))])
    await rmdir(join(root, hierarchy, PARENT, id)).catch(() => undefined);
  if (await exists(join('/run/systemd/system')))
    await run('systemctl', ['stop', `${PARENT}-${id}.slice`]).catch(() => undefined);
}

/** Controllers reach a cgroup only through every one above it. */
async function delegate(root: string): Promise<void> {
  await mkdir(join(root, PARENT), { recursive: true });
  for (const place of [root, join(root, PARENT)])
    await writeFile(join(place, 'cgroup.subtree_control'), '+memory +pids +cpu').catch(() => undefined);
}

type Row = [controller: string, file: string, value: string];
function settings({ memoryBytes, nanoCpus, pids }: SeatSum, unified: boolean): Row[] {
  const quota = String(Math.floor((nanoCpus / 1e9) * PERIOD_US));
  if (unified)
    return [
      ['', 'memory.max', String(memoryBytes)],
      ['', 'pids.max', String(pids)],
      ['', 'cpu.max', `${quota} ${PERIOD_US}`],
    ];
  return [
    ['memory', 'memory.limit_in_bytes', String(memoryBytes)],
    ['pids', 'pids.max', String(pids)],
    ['cpu', 'cpu.cfs_period_us', String(PERIOD_US)],
    ['cpu', 'cpu.cfs_quota_us', quota],
  ];
}

async function slice(
  id: string,
  { memoryBytes, nanoCpus, pids }: SeatSum,
  unified: boolean,
  root: string,
): Promise<SeatCgroup> {
  const unit = `${PARENT}-${id}.slice`;
  const limits = [`MemoryMax=${memoryBytes}`, `TasksMax=${pids}`, `CPUQuota=${Math.floor(nanoCpus / 1e7)}%`];
  await run('systemctl', ['set-property', '--runtime', unit, ...limits]);
  return {
    parent: unit,
    memory: () => memoryOf(join(root, unified ? '' : 'memory', `${PARENT}.slice`, unit), unified),
  };
}

async function memoryOf(path: string, unified: boolean): Promise<number | null> {
  try {
    const [used, details] = await Promise.all([
      readFile(join(path, unified ? 'memory.current' : 'memory.usage_in_bytes'), 'utf8'),
      readFile(join(path, 'memory.stat'), 'utf8'),
    ]);
    const [, idle = '0'] = new RegExp(`^${unified ? '' : 'total_'}inactive_file (\\d+)$`, 'm').exec(details) ?? [];
    return Math.max(0, Number(used) - Number(idle));
  } catch {
    return null;
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
