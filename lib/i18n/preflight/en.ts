import { bytes, dateTime } from '../format';
import type { PreflightTexts } from './index';

const size = (value: string | number | undefined): string => bytes(Number(value), 'en');
const time = (value: string | number | undefined): string => dateTime(Number(value), 'en');

export const en: PreflightTexts = {
  title: 'System check',
  lead: 'Kulissen has checked whether everything the lessons need is there. If something is missing, this page says what to do.',
  allGood: 'Everything is there.',
  again: 'Check again',
  asking: 'Checking',
  offline: 'The connection to the server is lost. Is npm start still running?',
  back: 'To the start page',
  state: { ok: 'fine', warn: 'limited', bad: 'missing', unknown: 'not known yet' },
  name: {
    engine: 'Container engine',
    images: 'Images',
    disk: 'Disk space',
    memory: 'Memory',
    clock: 'Clock',
    ports: 'Ports',
  },
  said: {
    EngineAnswers: ({ version }) => `Docker Engine ${version} answers`,
    EngineDemo: () => 'Demo without Docker: the containers are simulated',
    EngineDown: ({ message }) => `The Docker engine doesn’t answer${message ? `: ${message}` : ''}`,
    EngineAsked: () => 'The Docker engine is still being asked',
    ImagesPresent: ({ count }) => (count === 1 ? 'The image is present' : `All ${count} images present`),
    ImagesMissing: ({ names }) => `Missing: ${names}`,
    ImagesUnknown: () => 'Only the engine knows which images are there',
    DiskEnough: (facts) => `${size(facts.bytes)} free`,
    DiskLow: (facts) => `Only ${size(facts.bytes)} free`,
    DiskFull: (facts) => `The disk is almost full: ${size(facts.bytes)} free`,
    DiskUnknown: () => 'The free space could not be determined',
    MemoryEnough: (facts) => `${size(facts.bytes)} of ${size(facts.total)} available`,
    MemoryLow: (facts) => `Only ${size(facts.bytes)} of ${size(facts.total)} available`,
    ClockAgrees: () => 'The clocks of server and browser agree',
    ClockBehind: (facts) =>
      `The server’s clock is behind: it says ${time(facts.server)}, but Kulissen was built on ${time(facts.built)}`,
    ClockDiffers: (facts) => `The server says ${time(facts.server)}, this browser says ${time(facts.here)}`,
    PortsFree: ({ ports }) => `The kubelet’s ports are free: ${ports}`,
    PortsTaken: ({ ports }) => `In use by another program: ${ports}`,
  },
  todo: {
    EngineDemo:
      'You can play all lessons, but nothing really runs. For real containers, install Docker and start Kulissen again.',
    EngineDown: 'Start the engine. Kulissen notices by itself when it answers again.',
    ImagesMissing: 'Stop Kulissen and start it again: npm start pulls or builds the missing images.',
    DiskLow: 'Free some space before a long day of training.',
    DiskFull: 'Free some space, or soon you won’t be able to save files.',
    MemoryLow: 'Close other programs, or give the virtual machine more memory.',
    ClockBehind:
      'Times in logs are wrong, and encrypted connections may fail. Set the clock of the machine that Kulissen runs on:',
    ClockDiffers:
      'One of the two clocks is wrong. Times in logs are wrong then, and certificates are not yet valid for the one or no longer for the other. If it is the clock of the machine that Kulissen runs on:',
    PortsTaken:
      'Perhaps a kubelet is already running here. Stop it, or start yours on other ports with --read-only-port and --healthz-port.',
  },
  command: {
    EngineDown: 'sudo systemctl start docker',
    EngineDemo: 'npm start',
    ImagesMissing: 'npm start',
    ClockBehind: 'sudo timedatectl set-ntp true',
    ClockDiffers: 'sudo timedatectl set-ntp true',
  },
};
