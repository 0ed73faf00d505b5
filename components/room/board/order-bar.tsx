'use client';
import { useTexts } from '@/components/ui/locale';
import { boardTexts } from '@/lib/i18n/room/board';
import { type SeatOrder, STANDINGS, type StandingName, type StandingTile } from '@/lib/room/standing';
import { StandingMark } from './standing-mark';

interface OrderBarProps {
  tiles: readonly StandingTile[];
  order: SeatOrder;
  only: StandingName | null;
  name: string;
  onOrder(order: SeatOrder): void;
  onOnly(only: StandingName | null): void;
  onName(name: string): void;
}

/** In which order tiles stand, and which of them. */
export function OrderBar({ tiles, order, only, name, onOrder, onOnly, onName }: OrderBarProps) {
  const t = useTexts(boardTexts);
  const counted = STANDINGS.map((each) => ({
    each,
    count: tiles.filter(({ standing }) => standing.name === each).length,
  })).filter(({ each, count }) => count > 0 || each === only);
  return (
    <div className="board-order">
      <fieldset className="board-seg" aria-label={t.order.label}>
        {(['help', 'seat', 'place'] as const).map((each) => (
          <button key={each} type="button" aria-pressed={order === each} onClick={() => onOrder(each)}>
            {t.order[each]}
          </button>
        ))}
      </fieldset>
      <input
        type="search"
        className="board-search"
        aria-label={t.filter.search}
        placeholder={t.filter.search}
        value={name}
        onChange={({ target }) => onName(target.value)}
      />
      <fieldset className="board-filter" aria-label={t.filter.label}>
        <button type="button" aria-pressed={only === null} onClick={() => onOnly(null)}>
          {t.filter.all(tiles.length)}
        </button>
        {counted.map(({ each, count }) => (
          <button
            key={each}
            type="button"
            aria-pressed={only === each}
            data-standing={each}
            onClick={() => onOnly(only === each ? null : each)}
          >
            <StandingMark name={each} />
            {t.standing[each].many(count)}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
