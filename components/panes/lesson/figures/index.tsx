'use client';
// The figures of the lessons, drawn for Kulissen: tokens for colours, labels in the page's language.
import type { ReactNode } from 'react';
import type { FigureName } from '@/lib/lessons/figures';
import { Architecture } from './architecture';
import { BackOff } from './back-off';
import { ContainerName } from './container-name';
import { Grace } from './grace';
import { InitOrder } from './init-order';
import { Loop } from './loop';
import { PodFigure } from './pod';
import { Probes } from './probes';
import { Sources } from './sources';
import './figures.css';

const FIGURES: Record<FigureName, () => ReactNode> = {
  architecture: Architecture,
  pod: PodFigure,
  loop: Loop,
  'container-name': ContainerName,
  'back-off': BackOff,
  sources: Sources,
  probes: Probes,
  'init-order': InitOrder,
  grace: Grace,
};

/** A figure by its name, with its caption. */
export function Figure({ name, caption }: { name: FigureName; caption: ReactNode }) {
  const Drawing = FIGURES[name];
  return (
    <figure className="figure" data-figure={name}>
      <Drawing />
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
