// Figures that a lesson can show by name. Drawings live in components/panes/lesson/figures; recordings are played by the stage.
const DRAWINGS = [
  'architecture',
  'pod',
  'loop',
  'container-name',
  'back-off',
  'sources',
  'probes',
  'init-order',
  'grace',
] as const;
export type DrawingName = (typeof DRAWINGS)[number];

/** Recordings of real runs that come with the pages; each has its caption in lib/i18n/stage. */
const RECORDINGS = ['self-healing'] as const;
export type RecordingName = (typeof RECORDINGS)[number];

export type FigureName = DrawingName | RecordingName;

export const isFigure = (name: string): name is FigureName =>
  [...DRAWINGS, ...RECORDINGS].some((known) => known === name);

export const isRecording = (name: FigureName): name is RecordingName => RECORDINGS.some((known) => known === name);
