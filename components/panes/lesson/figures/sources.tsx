'use client';
import { useTexts } from '@/components/ui/locale';
import { figureTexts } from '@/lib/i18n/figures';
import { Box, Tip } from './box';

/** Four sources, one merged desired state. */
export function Sources() {
  const t = useTexts(figureTexts).sources;
  const rows = [
    [t.folder, t.folderHow],
    [t.http, t.httpHow],
    [t.web, t.webHow],
    [t.api, t.apiHow],
  ] as const;
  return (
    <svg viewBox="0 0 464 184" role="img" aria-label={t.label}>
      {rows.map(([word, how], index) => {
        const y = 10 + index * 43;
        return (
          <g key={word}>
            <Box x={8} y={y} w={130} h={32} tone={index === 3 ? 'later' : 'plain'}>
              {word}
            </Box>
            <path className="fig-line" d={`M138 ${y + 16} H262 V92 H276`} />
            <text className="fig-word" x="146" y={y + 11}>
              {how}
            </text>
          </g>
        );
      })}
      <Tip x={282} y={92} turn={-90} />
      <Box x={284} y={70} w={174} h={44} tone="lit">
        {t.merge}
      </Box>
    </svg>
  );
}
