import type { de } from './de';

export const en: typeof de = {
  title: 'Build Kubernetes from its parts, and watch it work.',
  lead: 'A workbook in your browser. You write manifests, type commands, take containers away. The stage shows what the kubelet wants, finds and does next, and why.',
  real: 'The containers are real.',
  demo: 'On this machine the demo runs without Docker: the containers are imitated.',
  begin: 'Start with the walk-through',
  goOn: 'Go on',
  facts: (minutes, steps) => `${steps} steps, about ${minutes}\u00a0minutes.`,
  kept: 'Your progress is kept.',
  check: {
    engine: (version) => `Docker engine ${version} answers`,
    memory: 'Demo without Docker',
    engineDown: 'The container engine doesn’t answer',
    waiting: 'Connecting',
    node: (name) => `Node ${name}`,
    files: (folder) => `Your files: ${folder}`,
  },
  stageNote: 'The stage of this machine, live',
};
