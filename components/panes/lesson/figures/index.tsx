'use client';
// The figures of the lessons, drawn for Kulissen: tokens for colours, labels in the page's language.
import type { ReactNode } from 'react';
import { useRecordingPlayer } from '@/components/state/recording-slot';
import { type DrawingName, type FigureName, isRecording, type RecordingName } from '@/lib/lessons/figures';
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

const DRAWINGS: Record<DrawingName, () => ReactNode> = {
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

function Drawn({ name }: { name: DrawingName }) {
  const Drawing = DRAWINGS[name];
  return <Drawing />;
}

/** A recording keeps its place while its player is on the way. */
function Played({ name }: { name: RecordingName }) {
  const Player = useRecordingPlayer();
  return <div className="fig-recording">{Player ? <Player name={name} /> : null}</div>;
}

/** A figure by its name, with its caption. */
export function Figure({ name, caption }: { name: FigureName; caption: ReactNode }) {
  return (
    <figure className="figure" data-figure={name}>
      {isRecording(name) ? <Played name={name} /> : <Drawn name={name} />}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
