// Where a seat's things are, on the host and in its workstation. Pure.
import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Label of everything on the engine that belongs to a seat but is no container of its pods: workstation and network. */
export const SEAT_LABEL = 'dev.kulissen.seat';
/** Raised when a workstation of an older version is not to be adopted. */
export const WORKSTATION_LABEL = 'dev.kulissen.workstation';

/** User of a workstation's relay, and group of everybody in it. Debian gives people 1000 and up, one after the other. */
export const RELAY_UID = 20_000;
export const SEAT_GID = 20_000;

/** User of a seat, on the host and inside: each seat has its own, so that the kernel's limits for one user are not shared. */
export const seatUid = (number: number): number => RELAY_UID + 1 + number;

/** Folders of one seat. */
export function seatPaths(dataDir: string) {
  return {
    /** The seat's own file system, with a size: what shells and pods write lies in it. */
    image: join(dataDir, 'disk.img'),
    disk: join(dataDir, 'disk'),
    /** What the workstation has at `home`: links lead wherever they like there. */
    files: join(dataDir, 'disk', 'home'),
    /** The same files for the broker, through a mount that follows no link; the learner's shell has this path too. */
    home: join(dataDir, 'home'),
    /** Pods' volumes. */
    kubelet: join(dataDir, 'disk', 'kubelet'),
    /** Sockets that the learner may use. */
    run: join(dataDir, 'run'),
    /** Sockets between broker and relay. */
    relay: join(dataDir, 'relay'),
    /** Start-up files of shells. */
    rc: join(dataDir, 'rc'),
    passwd: join(dataDir, 'passwd'),
    /** What pods see as their node's /etc/hosts. */
    hosts: join(dataDir, 'hosts'),
  };
}
export type SeatPaths = ReturnType<typeof seatPaths>;

/** Name of workstation and network on the engine. */
export const engineName = (id: string): string => `kulissen-seat-${id}`;
/** Name of the network's bridge: the kernel takes 15 characters. The prefix is what the firewall's rule names. */
export const BRIDGE_PREFIX = 'kls';
export const bridgeName = (id: string): string =>
  `${BRIDGE_PREFIX}${createHash('sha256').update(id).digest('hex').slice(0, 11)}`;
