'use client';
// The cluster of the series: send a deployment through it stop by stop, or unplug a part and read what still works.
import { useState } from 'react';
import { useTexts } from '@/components/ui/locale';
import { figureTexts } from '@/lib/i18n/figures';
import { blockedAt, FRAMES, LINES, PARTS, type Part, WAY } from './architecture-parts';

export function Architecture() {
  const t = useTexts(figureTexts).architecture;
  const [stop, setStop] = useState(0);
  const [unplugged, setUnplugged] = useState<string>();
  const end = blockedAt(unplugged);
  const blocked = stop >= end;
  const lit = WAY[stop];
  const part = PARTS.find(({ id }) => id === unplugged);
  const last = stop === WAY.length - 1;
  return (
    <div className="fig-architecture">
      <svg viewBox="0 0 480 366" role="group" aria-label={t.label}>
        {FRAMES.map(({ id, x, y, w, h }) => (
          <g key={id} className="fig-frame">
            <rect x={x} y={y} width={w} height={h} rx="8" />
            <text x={x + 12} y={y + 17}>
              {id === 'master' ? t.controlPlane : id}
            </text>
          </g>
        ))}
        {Object.entries(LINES).map(([id, d]) => (
          <path key={id} className="fig-line" d={d} data-lit={!blocked && lit?.lines.includes(id) ? '' : undefined} />
        ))}
        {PARTS.map((one) => (
          <PartBox
            key={one.id}
            part={one}
            label={t.parts[one.kind]}
            lit={!blocked && lit?.parts.includes(one.id) === true}
            off={one.id === unplugged}
            toggle={() => setUnplugged(one.id === unplugged ? undefined : one.id)}
          />
        ))}
        <g className="fig-overlay">
          <rect x="10" y="336" width="460" height="24" rx="5" />
          <text x="240" y="348" dominantBaseline="central" textAnchor="middle">
            {t.overlay}
          </text>
        </g>
      </svg>
      <div className="fig-say" aria-live="polite">
        <p className="fig-stop">{t.stepOf(stop + 1, WAY.length)}</p>
        <p>{blocked ? t.stops : t.way[stop]}</p>
        {part ? (
          <p className="fig-without">
            <strong>{t.unplugged(t.parts[part.kind])}:</strong> {t.without[part.kind]}
          </p>
        ) : (
          <p className="fig-hint">{t.hint}</p>
        )}
      </div>
      <div className="fig-controls">
        <button type="button" className="btn" disabled={stop === 0} onClick={() => setStop(stop - 1)}>
          {t.back}
        </button>
        <button type="button" className="btn" disabled={blocked} onClick={() => setStop(last ? 0 : stop + 1)}>
          {last ? t.again : t.next}
        </button>
        {part ? (
          <button type="button" className="btn" onClick={() => setUnplugged(undefined)}>
            {t.plug}
          </button>
        ) : null}
      </div>
    </div>
  );
}

interface PartBoxProps {
  part: Part;
  label: string;
  lit: boolean;
  off: boolean;
  toggle(): void;
}

function PartBox({ part: { id, x, y, w, h }, label, lit, off, toggle }: PartBoxProps) {
  return (
    <g
      className="fig-part"
      role="button"
      tabIndex={0}
      aria-pressed={off}
      aria-label={label}
      data-part={id}
      data-lit={lit ? '' : undefined}
      data-off={off ? '' : undefined}
      onClick={toggle}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        toggle();
      }}
    >
      <rect x={x} y={y} width={w} height={h} rx="5" />
      <text x={x + w / 2} y={y + h / 2} dominantBaseline="central" textAnchor="middle">
        {label}
      </text>
      {off ? <path className="fig-cross" d={`M${x + 6} ${y + 6} L${x + w - 6} ${y + h - 6}`} /> : null}
    </g>
  );
}
