import type { ReactNode } from 'react';

export interface Place {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** A labelled box; `tone` is one of the figure's classes. */
export function Box({ x, y, w, h, tone, children }: Place & { tone: string; children: ReactNode }) {
  return (
    <g className={`fig-box ${tone}`}>
      <rect x={x} y={y} width={w} height={h} rx="5" />
      <text x={x + w / 2} y={y + h / 2} dominantBaseline="central" textAnchor="middle">
        {children}
      </text>
    </g>
  );
}

/** The tip of an arrow, pointing down at (x, y), turned by `turn` degrees. */
export function Tip({ x, y, turn = 0 }: { x: number; y: number; turn?: number }) {
  return <path className="fig-tip" d="M-4 -7 L0 0 L4 -7 Z" transform={`translate(${x} ${y}) rotate(${turn})`} />;
}
