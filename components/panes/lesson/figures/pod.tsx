'use client';
import { useTexts } from '@/components/ui/locale';
import { figureTexts } from '@/lib/i18n/figures';
import { Box } from './box';

/** What a pod's containers share, and what holds it. */
export function PodFigure() {
  const t = useTexts(figureTexts).pod;
  return (
    <svg viewBox="0 0 440 206" role="img" aria-label={t.label}>
      <g className="fig-frame">
        <rect x="8" y="8" width="424" height="190" rx="8" />
        <text x="20" y="28">
          {t.pod}
        </text>
        <text x="420" y="28" textAnchor="end">
          {t.ip}
        </text>
      </g>
      <Box x={24} y={46} w={140} h={44} tone="running">
        {t.app}
      </Box>
      <Box x={276} y={46} w={140} h={44} tone="running">
        {t.helper}
      </Box>
      <path className="fig-line" d="M164 68 H276" data-lit="" />
      <text className="fig-word" x="220" y="60" textAnchor="middle">
        {t.localhost}
      </text>
      <Box x={160} y={104} w={120} h={32} tone="plain">
        {t.volume}
      </Box>
      <path className="fig-line" d="M94 90 V120 H160 M346 90 V120 H280" />
      <Box x={24} y={152} w={392} h={34} tone="ground">
        {t.pause}
      </Box>
    </svg>
  );
}
