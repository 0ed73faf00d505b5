// A seat's workstation: the container that the participant's shells run in, on a network that leads nowhere but to the seat's pods.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type Docker from 'dockerode';
import type { ContainerCreateOptions, ContainerInspectInfo } from 'dockerode';
import type { Clock } from '@/server/kubelet/clock';
import type { EngineConnection } from '@/server/runtime/docker/connection';
import { SEAT_RUN, WORKSTATION_IMAGE } from '@/server/runtime/images/workstation-image';
import { endSession } from '@/server/terminal/shell';
import { bridgeName, engineName, RELAY_UID, SEAT_GID, SEAT_LABEL, type SeatPaths, WORKSTATION_LABEL } from './paths';
import type { SeatLimits } from './seat-lab';

/** Raised with whatever is changed below. With the relay's program it is the version of a workstation: an older one is made anew. */
const SHAPE = '1';
/** Inside. */
const RELAY_DIR = '/run/kulissen-relay';
const PROGRAMS = '/opt/kulissen';
const READY_MS = 15_000;
const LOOK_MS = 25;

export interface WorkstationOptions {
  id: string;
  nodeName: string;
  paths: SeatPaths;
  /** Project folder: the two programs that run inside are in its `dist`. */
  root: string;
  limits: SeatLimits;
  cgroupParent: string;
  connection: EngineConnection;
  clock: Clock;
}

export interface Workstation {
  readonly network: string;
  /** The engine's id of the running container; started or made anew when it is not running. Rejects when the engine can't. */
  container(): Promise<Docker.Container>;
  /** Its IPv4 address on the seat's network. */
  address(): Promise<string>;
}

export async function openWorkstation(options: WorkstationOptions): Promise<Workstation> {
  const { id, connection, clock, paths } = options;
  const { docker } = connection;
  const name = engineName(id);
  let starting: Promise<ContainerInspectInfo> | undefined;
  let made = false;

  const version = await versionOf(options.root);
  const inspect = (): Promise<ContainerInspectInfo | null> =>
    connection.read(() => docker.getContainer(name).inspect()).catch(absent);

  async function up(): Promise<ContainerInspectInfo> {
    const found = await inspect();
    const ours = found?.Config.Labels?.[WORKSTATION_LABEL] === version && found.Config.Labels[SEAT_LABEL] === id;
    if (found?.State.Running && ours) return found;
    if (found)
      await connection.call({ refused: 'Unavailable' }, () =>
        docker.getContainer(found.Id).remove({ force: true, v: true }),
      );
    made = true;
    await connection.call({ refused: 'Create' }, () => docker.createContainer(body(options, version)));
    await connection.call({ refused: 'Start' }, () => docker.getContainer(name).start());
    await relayAnswers(join(paths.relay, 'relay.sock'), clock);
    const running = await inspect();
    if (!running?.State.Running) throw new Error(`the workstation of seat ${id} does not stay up`);
    return running;
  }
  /** One at a time: two shells that open at once want the same container. */
  const running = (): Promise<ContainerInspectInfo> => {
    starting ??= up().finally(() => {
      starting = undefined;
    });
    return starting;
  };

  await ensureNetwork(docker, connection, id);
  const { Id, State } = await running();
  if (!made) await endShells(connection, docker.getContainer(Id), State.Pid, clock);
  return {
    network: name,
    container: async () => docker.getContainer((await running()).Id),
    address: async () => (await inspect())?.NetworkSettings.Networks[name]?.IPAddress ?? '',
  };
}

/** Removes a seat's workstation and network; fine when they are gone. */
export async function removeWorkstation(connection: EngineConnection, id: string): Promise<void> {
  const { docker } = connection;
  const name = engineName(id);
  const remove = () => docker.getContainer(name).remove({ force: true, v: true });
  await connection.call({ refused: 'Unavailable' }, remove).catch(absent);
  await connection.call({ refused: 'Unavailable' }, () => docker.getNetwork(name).remove()).catch(absent);
}

/**
 * Ends what was exec'd in a workstation: shells of a broker that was killed, to which nobody can come back. Their parent is outside the
 * container, as that of `init` is; whatever else lost its parent belongs to `init`.
 */
async function endShells(
  connection: EngineConnection,
  container: Docker.Container,
  init: number,
  clock: Clock,
): Promise<void> {
  const { Processes } = await connection.read(() => container.top({ ps_args: '-eo pid,ppid' }));
  const rows = (Processes as string[][]).map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
  const inside = new Set(rows.map(({ pid }) => pid));
  const left = rows.filter(({ pid, parent }) => pid !== init && !inside.has(parent));
  await Promise.all(left.map(({ pid }) => endSession(pid, clock)));
}

const relayProgram = (root: string): string => join(root, 'dist', 'workstation-relay.mjs');

async function versionOf(root: string): Promise<string> {
  const program = await readFile(relayProgram(root));
  return `${SHAPE}-${createHash('sha256').update(program).digest('hex').slice(0, 12)}`;
}

function absent(error: unknown): null {
  if (typeof error === 'object' && error !== null && 'errorClass' in error && error.errorClass === 'NotFound')
    return null;
  throw error;
}

/** Internal: there is no way out of it, not even to the engine's own addresses (`firewall.ts` closes what a bridge leaves open). */
async function ensureNetwork(docker: Docker, connection: EngineConnection, id: string): Promise<void> {
  const name = engineName(id);
  const found = await connection.read(() => docker.getNetwork(name).inspect()).catch(absent);
  if (found) return;
  await connection.call({ refused: 'Create' }, () =>
    docker.createNetwork({
      Name: name,
      Driver: 'bridge',
      Internal: true,
      Attachable: false,
      CheckDuplicate: true,
      Labels: { [SEAT_LABEL]: id },
      Options: { 'com.docker.network.bridge.name': bridgeName(id) },
    }),
  );
}

/** PID 1 is a shell that starts the relay again when it ends, and takes in orphans. */
const INIT = `trap 'exit 0' TERM; while :; do node --max-semi-space-size=1 ${PROGRAMS}/relay.mjs ${RELAY_DIR} & wait $!; sleep 1; done`;

function body(
  { id, nodeName, paths, root, limits, cgroupParent }: WorkstationOptions,
  version: string,
): ContainerCreateOptions {
  const name = engineName(id);
  return {
    name,
    Image: WORKSTATION_IMAGE,
    Hostname: nodeName,
    User: `${RELAY_UID}:${SEAT_GID}`,
    Entrypoint: ['bash', '-c', INIT],
    Cmd: [],
    WorkingDir: '/',
    Labels: { [SEAT_LABEL]: id, [WORKSTATION_LABEL]: version },
    HostConfig: {
      Binds: [
        `${paths.files}:${paths.home}`,
        `${paths.rc}:${paths.rc}`,
        `${paths.run}:${SEAT_RUN}:ro`,
        `${paths.relay}:${RELAY_DIR}`,
        `${paths.passwd}:/etc/passwd:ro`,
        `${relayProgram(root)}:${PROGRAMS}/relay.mjs:ro`,
        `${join(root, 'dist', 'kubelet-client.mjs')}:${PROGRAMS}/kubelet-client.mjs:ro`,
      ],
      NetworkMode: name,
      ...(cgroupParent !== '' && { CgroupParent: cgroupParent }),
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      ReadonlyRootfs: true,
      Tmpfs: { '/tmp': 'size=64m,mode=1777,nosuid,nodev,nr_inodes=4k' },
      Memory: limits.memoryBytes,
      MemorySwap: limits.memoryBytes,
      NanoCpus: limits.nanoCpus,
      PidsLimit: limits.pids,
      ShmSize: 16 * 1024 * 1024,
      Ulimits: [{ Name: 'nofile', Soft: 1024, Hard: 4096 }],
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '1' } },
      RestartPolicy: { Name: 'no' },
    },
  };
}

/** The command that `./kubelet` runs inside, and where it finds the lab. */
export const CLIENT_COMMAND = ['/usr/bin/node', `${PROGRAMS}/kubelet-client.mjs`];
export const KUBELET_SOCKET_INSIDE = `${SEAT_RUN}/kubelet.sock`;

/** Resolves when the relay takes a connection. */
async function relayAnswers(path: string, clock: Clock): Promise<void> {
  for (let waited = 0; waited < READY_MS; waited += LOOK_MS) {
    if (await answers(path)) return;
    await clock.sleep(LOOK_MS);
  }
  throw new Error(`the workstation's relay does not answer within ${READY_MS / 1000} s`);
}

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
