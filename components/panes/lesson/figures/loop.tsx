'use client';
import { useTexts } from '@/components/ui/locale';
import { figureTexts } from '@/lib/i18n/figures';
import { Tip } from './box';

const XS = [8, 156, 304];

/** Observe, compare, act, and again. */
export function Loop() {
  const t = useTexts(figureTexts).loop;
  const phases = [t.observe, t.compare, t.act];
  return (
    <svg viewBox="0 0 440 118" role="img" aria-label={t.label}>
      {phases.map(([word, what], index) => {
        const x = XS[index] ?? 0;
        return (
          <g key={word} className={`fig-box ${index === 2 ? 'lit' : 'plain'}`}>
            <rect x={x} y="10" width="128" height="54" rx="5" />
            <text className="fig-strong" x={x + 64} y="31" textAnchor="middle">
              {word}
            </text>
            <text x={x + 64} y="50" textAnchor="middle">
              {what}
            </text>
          </g>
        );
      })}
      <path className="fig-line" d="M136 37 H150 M284 37 H298 M368 64 V94 H72 V72" />
      <Tip x={154} y={37} turn={-90} />
      <Tip x={302} y={37} turn={-90} />
      <Tip x={72} y={66} turn={180} />
      <text className="fig-word" x="220" y="110" textAnchor="middle">
        {t.again}
      </text>
    </svg>
  );
}
