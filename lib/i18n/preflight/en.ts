import { bytes } from '../format';
import type { PreflightTexts } from './index';

const size = (value: string | number | undefined): string => bytes(Number(value), 'en');

export const en: PreflightTexts = {
  title: 'What this machine brings',
  lead: 'Kulissen has looked whether everything is there that the lessons need. What is missing stands here, with the next thing to do.',
  allGood: 'Everything is there.',
  again: 'Look again',
  asking: 'Kulissen is looking',
  offline: 'The connection to the server is lost. Is npm start still running?',
  back: 'To the start page',
  state: { ok: 'fine', warn: 'with a limit', bad: 'missing', unknown: 'not known yet' },
  name: { engine: 'Container engine', images: 'Images', disk: 'Disk space', memory: 'Memory', ports: 'Ports' },
  said: {
    EngineAnswers: ({ version }) => `Docker Engine ${version} answers`,
    EngineDemo: () => 'Demo without Docker: the containers are imitated',
    EngineDown: ({ message }) => `The Docker engine doesn’t answer${message ? `: ${message}` : ''}`,
    EngineAsked: () => 'The Docker engine is still being asked',
    ImagesPresent: ({ count }) => (count === 1 ? 'The image is present' : `All ${count} images present`),
    ImagesMissing: ({ names }) => `Missing: ${names}`,
    ImagesUnknown: () => 'Only the engine knows which images are there',
    DiskEnough: (facts) => `${size(facts.bytes)} free`,
    DiskLow: (facts) => `Only ${size(facts.bytes)} free`,
    DiskFull: (facts) => `The disk is as good as full: ${size(facts.bytes)} free`,
    DiskUnknown: () => 'The free space could not be found out',
    MemoryEnough: (facts) => `${size(facts.bytes)} of ${size(facts.total)} available`,
    MemoryLow: (facts) => `Only ${size(facts.bytes)} of ${size(facts.total)} available`,
    PortsFree: ({ ports }) => `The kubelet’s ports are free: ${ports}`,
    PortsTaken: ({ ports }) => `Another program holds: ${ports}`,
  },
  todo: {
    EngineDemo:
      'All lessons can be played through, but nothing really runs. For real containers install Docker and start Kulissen again.',
    EngineDown: 'Start the engine. Kulissen notices by itself when it answers again.',
    ImagesMissing: 'Stop Kulissen and start it again: npm start fetches the missing images or builds them.',
    DiskLow: 'Clear some space before a long course day.',
    DiskFull: 'Clear some space, or files can’t be saved any more.',
    MemoryLow: 'Close other programs, or give the virtual machine more memory.',
    PortsTaken:
      'Perhaps a kubelet runs here already. Stop it, or start yours on other ports with --read-only-port and --healthz-port.',
  },
  command: { EngineDown: 'sudo systemctl start docker', EngineDemo: 'npm start', ImagesMissing: 'npm start' },
};
