'use client';
import { useTexts } from '@/components/ui/locale';
import { figureTexts } from '@/lib/i18n/figures';

const OK = [128, 178, 228];
const FAILED = [278, 328, 378];
const AXIS = 74;

/** When a liveness probe asks, and when its failures count. */
export function Probes() {
  const t = useTexts(figureTexts).probes;
  return (
    <svg viewBox="0 0 440 128" role="img" aria-label={t.label}>
      <path className="fig-ground-line" d={`M16 ${AXIS} H424`} />
      <path className="fig-tick" d={`M24 ${AXIS - 14} V${AXIS + 14}`} />
      <text className="fig-word" x="24" y={AXIS + 30}>
        {t.start}
      </text>
      <path className="fig-span" d="M24 44 H128 M24 40 V48 M128 40 V48" />
      <text className="fig-word" x="76" y="34" textAnchor="middle">
        {t.delay}
      </text>
      <path className="fig-span" d="M178 44 H228 M178 40 V48 M228 40 V48" />
      <text className="fig-word" x="203" y="34" textAnchor="middle">
        {t.period}
      </text>
      {OK.map((x) => (
        <circle key={x} className="fig-ok" cx={x} cy={AXIS} r="7" />
      ))}
      {FAILED.map((x) => (
        <path key={x} className="fig-failed" d={`M${x - 6} ${AXIS - 6} l12 12 M${x + 6} ${AXIS - 6} l-12 12`} />
      ))}
      <path className="fig-span" d="M278 100 H378 M278 96 V104 M378 96 V104" />
      <text className="fig-word" x="328" y="118" textAnchor="middle">
        {t.threshold}
      </text>
      <path className="fig-tick" d={`M400 ${AXIS - 14} V${AXIS + 14}`} />
      <text className="fig-word" x="400" y={AXIS - 20} textAnchor="middle">
        {t.restart}
      </text>
    </svg>
  );
}
