// Figures that a lesson can show by name. Their components live in components/panes/lesson/figures.
export const FIGURES = [
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
export type FigureName = (typeof FIGURES)[number];

export const isFigure = (name: string): name is FigureName => FIGURES.some((known) => known === name);
