// Puts a seat together: its disk, its cgroup, its workstation with a network, a Docker socket, and the same lab as in self-study on top.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '@/server/kubelet/clock';
import { LAB_LABEL } from '@/server/kubelet/runtime-service';
import { kubeletProgram } from '@/server/kubelet-program';
import { createLab } from '@/server/lab/create-lab';
import { createLessonEngine } from '@/server/lessons';
import { createDockerRuntime } from '@/server/runtime/docker';
import { EngineConnection } from '@/server/runtime/docker/connection';
import { LAB_IMAGE_NAMES } from '@/server/runtime/images/lab-images';
import { createTerminals } from '@/server/terminal';
import { openDockerSocket } from '../docker-socket';
import { openSeatCgroup, removeSeatCgroup } from './cgroup';
import { containerShells } from './container-shell';
import { closeDisk, openDisk, removeFolder } from './disk';
import { SEAT_GID, seatPaths, seatUid } from './paths';
import { NODE_HOSTS, workshopPodSecurity } from './pod-security';
import { relayNetwork } from './relay-client';
import type { OpenSeatLab, SeatLab, SeatLabOptions } from './seat-lab';
import { CLIENT_COMMAND, KUBELET_SOCKET_INSIDE, openWorkstation, removeWorkstation } from './workstation';

const USER = 'learner';
/** The kernel's limit for a socket's path is 107 bytes; the longest name of a seat's sockets is 20. */
const MAX_FOLDER = 86;
/** Containers of `docker run` at once. */
const RUN_CONTAINERS = 4;

export const openSeatLab: OpenSeatLab = async (options) => {
  const { id, dataDir, nodeName, limits } = options;
  if (process.getuid?.() !== 0) throw new Error("a workshop's broker has to run as root: it mounts the seats' disks");
  if (Buffer.byteLength(dataDir) > MAX_FOLDER)
    throw new Error(`${dataDir}: the folder's path is too long for the seat's sockets`);
  const clock = systemClock;
  const paths = seatPaths(dataDir);
  const uid = seatUid(options.number);
  const warn = (message: string) => options.warn(`${nodeName}: ${message}`);
  const connection = new EngineConnection(options.dockerSocket, clock);
  const undo: (() => Promise<void>)[] = [];
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o711 });
    await openDisk({ paths, uid, bytes: limits.diskBytes, passwd: passwdOf(uid, paths.home) });
    undo.push(() => closeDisk(paths));
    const { CgroupDriver: driver = 'none' } = (await connection.read(() => connection.docker.info())) as {
      CgroupDriver?: string;
    };
    const cgroup = await openSeatCgroup(id, driver, limits.sum, warn);
    const station = await openWorkstation({ ...options, paths, cgroupParent: cgroup.parent, connection, clock });
    await writeFile(paths.hosts, `127.0.0.1\tlocalhost\n${await station.address()}\t${nodeName}\n`);
    const socket = await openSeatSocket(options, station.network, cgroup.parent, paths.run, uid, warn);
    undo.push(socket.close);
    const lab = await openLabIn(options, { paths, uid, station, cgroupParent: cgroup.parent, warn });
    undo.push(lab.close);
    return seatOf(options, { lab, undo, cgroup, connection });
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => undefined);
    throw error;
  }
};

const passwdOf = (uid: number, home: string): string =>
  `root:x:0:0:root:/:/bin/false\n${USER}:x:${uid}:${SEAT_GID}::${home}:/bin/bash\nrelay:x:20000:${SEAT_GID}::/:/bin/false\n`;

interface Parts {
  paths: ReturnType<typeof seatPaths>;
  uid: number;
  station: Awaited<ReturnType<typeof openWorkstation>>;
  cgroupParent: string;
  warn(message: string): void;
}

function openSeatSocket(
  { id, nodeName, dockerSocket, limits, dockerRun, layers }: SeatLabOptions,
  network: string,
  cgroupParent: string,
  run: string,
  uid: number,
  warn: (message: string) => void,
) {
  const { memoryBytes, nanoCpus, pids } = limits;
  return openDockerSocket({
    path: join(run, 'docker.sock'),
    owner: { uid, gid: SEAT_GID },
    engineSocket: dockerSocket,
    seat: {
      ownership: { lab: id, node: nodeName },
      rules: {
        images: LAB_IMAGE_NAMES,
        network,
        cgroupParent,
        memoryBytes,
        nanoCpus,
        pids,
        containers: RUN_CONTAINERS,
      },
      mayRun: () => dockerRun,
      refusal: () => layers?.refusal(),
    },
    warn,
  });
}

/** The lab of self-study, with another place for each of its parts. */
function openLabIn(options: SeatLabOptions, { paths, uid, station, cgroupParent, warn }: Parts) {
  const { id, dataDir, nodeName, root, locale, limits, dockerSocket, layers } = options;
  const clock = systemClock;
  const ownership = { lab: id, node: nodeName };
  const podSecurity = workshopPodSecurity(limits, paths.home);
  const { memoryBytes, nanoCpus, pids } = limits;
  const bounds = {
    network: station.network,
    cgroupParent,
    images: LAB_IMAGE_NAMES,
    files: { [NODE_HOSTS]: paths.hosts },
    memoryBytes,
    nanoCpus,
    pids,
    ended: (container: string) => layers?.ended(container),
    refusal: () => layers?.refusal(),
  };
  const runtime = createDockerRuntime({ socketPath: dockerSocket, ownership, onWarning: warn, clock, bounds });
  const network = relayNetwork({ dir: paths.relay, clock, address: station.address, warn });
  const confinement = { home: paths.home, images: LAB_IMAGE_NAMES };
  return createLab({
    id,
    dataDir: paths.run,
    home: paths.home,
    owner: { uid, gid: SEAT_GID },
    user: USER,
    nodeName,
    podSecurity,
    runtime,
    clock,
    locale,
    program: kubeletProgram({
      dataDir: paths.disk,
      ownership,
      runtime,
      clock,
      podSecurity,
      confinement,
      network,
      maxPods: limits.pods,
    }),
    terminals: createTerminals({
      home: paths.home,
      shimDir: join(dataDir, 'shims'),
      user: USER,
      node: nodeName,
      limit: limits.terminals,
      env: { DOCKER_HOST: 'unix:///run/kulissen/docker.sock' },
      clock,
      start: containerShells({ container: station.container, uid, clock, rc: paths.rc }),
    }),
    lessons: createLessonEngine({
      lessonsDir: join(root, 'lessons'),
      shared: true,
      progressFile: join(dataDir, 'progress.json'),
      clock,
      warn: (message) => warn(`lessons: ${message}`),
    }),
    clientCommand: CLIENT_COMMAND,
    socketInside: KUBELET_SOCKET_INSIDE,
    shimDir: join(dataDir, 'shims'),
    images: LAB_IMAGE_NAMES,
    historyBytes: limits.historyBytes,
    socketFallback: paths.run,
    warn,
  });
}

interface Opened {
  lab: Awaited<ReturnType<typeof createLab>>;
  undo: (() => Promise<void>)[];
  cgroup: Awaited<ReturnType<typeof openSeatCgroup>>;
  connection: EngineConnection;
}

function seatOf({ id, dataDir, dockerSocket }: SeatLabOptions, { lab, undo, cgroup, connection }: Opened): SeatLab {
  let ended: Promise<void> | undefined;
  /** The disk stays mounted: workstation and pods live on, for the next broker to adopt. */
  const end = () => {
    ended ??= (async () => {
      for (const step of undo.splice(1).reverse()) await step();
    })();
    return ended;
  };
  return {
    ...lab,
    close: end,
    async usage() {
      const containers = (await containersOf(connection, id)).filter(({ State }) => State === 'running').length + 1;
      return { memoryBytes: (await cgroup.memory()) ?? -1, containers };
    },
    async remove() {
      await end();
      await removeSeat({ id, dataDir, dockerSocket });
    },
  };
}

/** Removes every container and network of a seat, and its folder, whether its lab is open in this process or was in an earlier one. May be repeated. */
export async function removeSeat({
  id,
  dataDir,
  dockerSocket,
}: Pick<SeatLabOptions, 'id' | 'dataDir' | 'dockerSocket'>): Promise<void> {
  const connection = new EngineConnection(dockerSocket, systemClock);
  for (const { Id } of await containersOf(connection, id)) {
    const remove = () => connection.docker.getContainer(Id).remove({ force: true, v: true });
    await connection.call({ refused: 'Unavailable' }, remove).catch(() => undefined);
  }
  await removeWorkstation(connection, id);
  await removeSeatCgroup(id);
  await closeDisk(seatPaths(dataDir));
  await removeFolder(dataDir);
}

const containersOf = (connection: EngineConnection, id: string) =>
  connection.read(() => connection.docker.listContainers({ all: true, filters: { label: [`${LAB_LABEL}=${id}`] } }));
