'use client';
import { useTexts } from '@/components/ui/locale';
import { figureTexts } from '@/lib/i18n/figures';

const WINDOWS = [0, 10, 20, 40, 80, 160, 300];
const BASE = 148;
const SCALE = 120 / 300;

/** How long the kubelet waits before each restart. Hatching is waiting time, here as everywhere. */
export function BackOff() {
  const t = useTexts(figureTexts).backOff;
  return (
    <svg viewBox="0 0 440 178" role="img" aria-label={t.label}>
      <defs>
        <pattern id="fig-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className="fig-hatch-ground" width="6" height="6" />
          <rect className="fig-hatch-line" width="1.6" height="6" />
        </pattern>
      </defs>
      {WINDOWS.map((seconds, index) => {
        const x = 20 + index * 60;
        const height = seconds * SCALE;
        return (
          <g key={seconds}>
            <rect className="fig-wait" x={x} y={BASE - height} width="42" height={height} fill="url(#fig-hatch)" />
            <text className="fig-word" x={x + 21} y={BASE - height - 6} textAnchor="middle">
              {seconds === 0 ? t.first : t.seconds(seconds)}
            </text>
          </g>
        );
      })}
      <path className="fig-ground-line" d={`M8 ${BASE} H432`} />
      <text className="fig-word" x="220" y="170" textAnchor="middle">
        {t.axis}
      </text>
    </svg>
  );
}
