import type { de } from './de';

/** Hours rounded to halves: 3½. */
const halves = (minutes: number): string => {
  const all = Math.round(minutes / 30);
  return `${Math.floor(all / 2)}${all % 2 ? '½' : ''}`;
};

export const en: typeof de = {
  title: 'Build Kubernetes from its parts, and watch it work.',
  lead: 'A workbook in your browser. You write manifests, type commands, kill containers. The stage shows what the kubelet wants, what it finds and what it does next, and why.',
  real: 'The containers are real.',
  demo: 'On this machine the demo runs without Docker: the containers are simulated.',
  begin: 'Start with the walk-through',
  goOn: 'Continue',
  facts: (minutes, steps, lessons) =>
    `${lessons === 1 ? `${steps} steps` : `${lessons} lessons`}, about ${minutes < 90 ? `${minutes}\u00a0minutes` : `${halves(minutes)}\u00a0hours`}.`,
  kept: 'Your progress is kept.',
  waiting: 'Checking this machine',
  preflight: 'Details',
  stageNote: 'Recording of a real run',
};
