'use client';
import { useTexts } from '@/components/ui/locale';
import { figureTexts } from '@/lib/i18n/figures';
import { Box, Tip } from './box';

const AXIS = 150;

/** When the containers of a pod with init containers run, on the sandbox that is there all the time. */
export function InitOrder() {
  const t = useTexts(figureTexts).initOrder;
  return (
    <svg viewBox="0 0 440 176" role="img" aria-label={t.label}>
      <Box x={16} y={14} w={120} h={28} tone="plain">
        shop
      </Box>
      <Box x={140} y={46} w={120} h={28} tone="plain">
        knead
      </Box>
      <Box x={264} y={78} w={160} h={28} tone="running">
        bake
      </Box>
      <path className="fig-line" d="M138 28 V40 M262 60 V72" />
      <Tip x={138} y={44} />
      <Tip x={262} y={76} />
      <Box x={8} y={112} w={424} h={24} tone="ground">
        {t.sandbox}
      </Box>
      <path className="fig-line" d={`M8 ${AXIS} H424`} />
      <Tip x={430} y={AXIS} turn={-90} />
      <text className="fig-word" x="220" y="170" textAnchor="middle">
        {t.time}
      </text>
    </svg>
  );
}
