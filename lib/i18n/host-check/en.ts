import { utcTime } from '../format';
import { gigabytes } from './amounts';
import type { HostCheckTexts } from './index';

const size = gigabytes('en');
const NAMES = { engine: 'Docker engine', runc: 'runc' };

export const en: HostCheckTexts = {
  heading: (seats) => `Checking this machine for a workshop with ${seats} ${seats === 1 ? 'seat' : 'seats'}`,
  verdict: (failed, warned) => {
    if (failed > 0) return `This won’t work: ${failed} ${failed === 1 ? 'obstacle' : 'obstacles'} (✗).`;
    if (warned > 0) return `This works, with ${warned} ${warned === 1 ? 'warning' : 'warnings'} (!).`;
    return 'All is well.';
  },
  daemonJson:
    'These settings belong in /etc/docker/daemon.json (beside what is there already); then sudo systemctl restart docker:',
  engineAway: ({ socket, reason }) =>
    `No Docker engine answers on ${socket} (${reason}). Remedy: sudo systemctl start docker.`,
  engine: ({ version, runc }) => `Docker engine ${version} with runc ${runc} answers.`,
  hole: ({ component, version, cves, fixedIn, source }) =>
    `${NAMES[component]} ${version} has a known hole (${cves}) through which one can get out of a container; closed from ${fixedIn} on. Update before the workshop. ${source}`,
  maybeHole: ({ component, version, cves, fixedIn, source }) =>
    `${NAMES[component]} ${version} may have a known hole (${cves}, closed from ${fixedIn} on). A distribution’s version number doesn’t tell whether it has taken over the fix; this page does: ${source}`,
  liveRestore: () => 'live-restore is on: restarting Docker ends no container.',
  liveRestoreOff: () => 'live-restore is off: restarting Docker ends every container of every seat.',
  userns: () => 'userns-remap is on: root in a container is nobody on this machine.',
  usernsOff: () =>
    'userns-remap is off: root in a container is root to the kernel too. Whoever turns it on has to provide the images again, because Docker then uses another folder.',
  seccompOff: () =>
    'This engine runs without a seccomp profile: containers may make every system call. A workshop is not made for that.',
  limitsMissing: ({ limits }) => `This engine can’t limit ${limits}. A single seat could bring the whole machine down.`,
  swapUnlimited: () =>
    'The kernel doesn’t count swap (swapaccount=1 is missing): a seat can swap out more than its limit allows.',
  logDriver: ({ driver }) => `Log driver “${driver}”: container logs stay small.`,
  logDriverUnbounded: ({ driver }) =>
    `Log driver “${driver}” without a limit: containers that have no limit of their own can fill the disk.`,
  forwardingOff: () =>
    'IPv4 forwarding is off: Pods don’t reach each other. Remedy: sudo sysctl net.ipv4.ip_forward=1.',
  networks: ({ free, needed }) => `Addresses for ${free} more Docker networks, ${needed} are needed.`,
  tooFewNetworks: ({ free, capacity, needed }) =>
    `The engine’s address pools are enough for ${capacity} networks, ${free} of them are free; ${needed} are needed, one for each seat.`,
  memory: ({ total, needed }) => `${size(total)} of memory, about ${size(needed)} are needed.`,
  memoryBusy: ({ total, available, needed }) =>
    `${size(total)} of memory, but only ${size(available)} are free now; about ${size(needed)} are needed.`,
  tooLittleMemory: ({ total, needed, seatsThatFit }) =>
    `${size(total)} of memory are too little, about ${size(needed)} are needed. This machine carries ${seatsThatFit} seats.`,
  disk: ({ folder, free, needed }) => `${size(free)} free below ${folder}, about ${size(needed)} are needed.`,
  tooLittleDisk: ({ folder, free, needed }) =>
    `Only ${size(free)} free below ${folder}; about ${size(needed)} are needed.`,
  diskUnknown: ({ folder }) => `How much is free below ${folder} can’t be found out as this user.`,
  tooFewInodes: ({ folder, free, needed }) =>
    `Only ${free} more files can be made below ${folder}; about ${needed} are needed.`,
  openFiles: ({ limit, needed }) => `Up to ${limit} open files, about ${needed} are needed.`,
  tooFewOpenFiles: ({ limit, needed }) =>
    `Only ${limit} open files are allowed (ulimit -n); about ${needed} are needed.`,
  clock: ({ now }) => `The clock says ${utcTime(now, 'en')}.`,
  clockWrong: ({ year }) =>
    `The clock says it is the year ${year}. Certificates are not valid then. Remedy: sudo timedatectl set-ntp true.`,
  clockUnsynchronised: ({ now }) =>
    `The clock says ${utcTime(now, 'en')} and is not compared with a time server. Without internet that is fine, as long as it is roughly right. Else: sudo timedatectl set-time 'YYYY-MM-DD HH:MM'.`,
  clocksDiffer: ({ seconds }) =>
    `The engine’s clock differs from this machine’s by ${seconds} s: times on the stage are wrong then.`,
};
