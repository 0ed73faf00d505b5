import type { de } from './de';

/** Hours rounded to halves: 3½. */
const halves = (minutes: number): string => {
  const all = Math.round(minutes / 30);
  return `${Math.floor(all / 2)}${all % 2 ? '½' : ''}`;
};

export const en: typeof de = {
  title: 'Build Kubernetes from its parts, and watch it work.',
  lead: 'A workbook in your browser. You write manifests, type commands, take containers away. The stage shows what the kubelet wants, finds and does next, and why.',
  real: 'The containers are real.',
  demo: 'On this machine the demo runs without Docker: the containers are imitated.',
  begin: 'Start with the walk-through',
  goOn: 'Go on',
  facts: (minutes, steps, lessons) =>
    `${lessons === 1 ? `${steps} steps` : `${lessons} lessons`}, about ${minutes < 90 ? `${minutes}\u00a0minutes` : `${halves(minutes)}\u00a0hours`}.`,
  kept: 'Your progress is kept.',
  waiting: 'Kulissen is looking what this machine brings',
  preflight: 'See all',
  stageNote: 'Recording of a real run',
};
