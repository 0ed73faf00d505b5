'use client';
import { useTexts } from '@/components/ui/locale';
import { figureTexts } from '@/lib/i18n/figures';
import { Box } from './box';

/** x of a second of the grace period. */
const at = (seconds: number): number => 84 + seconds * 27;
const TOP = 34;
const BOTTOM = 128;

/** What the kubelet does to two containers in the time that both have to leave. */
export function Grace() {
  const t = useTexts(figureTexts).grace;
  return (
    <svg viewBox="0 0 440 158" role="img" aria-label={t.label}>
      {[0, 10].map((second) => (
        <path key={second} className="fig-span" d={`M${at(second)} ${TOP - 8} V${BOTTOM}`} strokeDasharray="3 3" />
      ))}
      <text className="fig-word" x={at(0)} y="16" textAnchor="middle">
        {t.removed}
      </text>
      <text className="fig-word" x={at(10)} y="16" textAnchor="middle">
        {t.end}
      </text>
      <text x="8" y={TOP + 18}>
        polite
      </text>
      <Box x={at(0)} y={TOP} w={at(3) - at(0)} h={28} tone="lit">
        preStop
      </Box>
      <Box x={at(3)} y={TOP} w={at(4.2) - at(3)} h={28} tone="running">
        {''}
      </Box>
      <text className="fig-word" x={at(3)} y={TOP + 44}>
        SIGTERM
      </text>
      <text className="fig-word" x={at(4.2) + 6} y={TOP + 18}>
        {t.exit(0)}
      </text>
      <text x="8" y={TOP + 78}>
        stubborn
      </text>
      <Box x={at(0)} y={TOP + 60} w={at(10) - at(0)} h={28} tone="running">
        {''}
      </Box>
      <path className="fig-failed" d={`M${at(10) - 6} ${TOP + 68} l12 12 M${at(10) + 6} ${TOP + 68} l-12 12`} />
      <text className="fig-word" x={at(0)} y={TOP + 104}>
        SIGTERM
      </text>
      <text className="fig-word" x={at(10)} y={TOP + 104} textAnchor="end">
        SIGKILL
      </text>
      <text className="fig-word" x={at(10) + 12} y={TOP + 78}>
        {t.exit(137)}
      </text>
    </svg>
  );
}
