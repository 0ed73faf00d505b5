'use client';
// Soll, kubelet, Ist: the picture itself, whatever it is a picture of.
import { ActsArrows, ReadsArrow } from './arrows';
import { Ist } from './ist';
import { KubeletSheet } from './kubelet-sheet';
import { densityOf } from './model/density';
import { usePodUids } from './selectors';
import { Soll } from './soll';
import './stage.css';
import './soll.css';
import './kubelet-sheet.css';
import './loop/loop.css';
import './house.css';
import './room.css';
import './hit.css';

export function Picture() {
  const compact = densityOf(usePodUids().built.length) === 'compact';
  return (
    <div className="stage-flow" data-compact={compact ? '' : undefined}>
      <Soll />
      <ReadsArrow />
      <KubeletSheet compact={compact} />
      <ActsArrows />
      <Ist />
    </div>
  );
}
