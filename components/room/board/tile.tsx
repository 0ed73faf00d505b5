'use client';
import { Eye, Hand, NotebookText, PencilLine, RotateCcw, Trash2 } from 'lucide-react';
import { memo } from 'react';
import { useLocale, useTexts } from '@/components/ui/locale';
import { MenuButton } from '@/components/ui/menu';
import { bytes } from '@/lib/i18n/format';
import { boardTexts } from '@/lib/i18n/room/board';
import type { SeatTile } from '@/lib/protocol/room';
import type { CoursePlace } from '@/lib/room/course';
import type { StandingName } from '@/lib/room/standing';
import { placeHref } from '../use-room-place';
import { roughly, useServerNow } from '../use-server-now';
import type { SeatWish } from './seat-confirm';
import { StandingMark } from './standing-mark';

interface TileProps {
  tile: SeatTile;
  standing: StandingName;
  since: number;
  /** Where it is; where it would be looked at when that is not known. */
  place: CoursePlace | undefined;
  known: boolean;
  onLowerHand(seat: string): void;
  onWish(kind: SeatWish['kind'], tile: SeatTile): void;
}

/** A seat's number as people say it. */
export const seatNumber = (id: string): string => String(Number(id.slice(1)));

export const Tile = memo(function Tile({ tile, standing, since, place, known, onLowerHand, onWish }: TileProps) {
  const t = useTexts(boardTexts);
  const locale = useLocale();
  const items = [
    ...(tile.handAt > 0
      ? [{ id: 'hand', label: t.tile.lowerHand, icon: <Hand className="i" />, run: () => onLowerHand(tile.id) }]
      : []),
    {
      id: 'record',
      label: t.tile.record,
      icon: <NotebookText className="i" />,
      run: () => void window.open(`/${locale}/records/${tile.id}`, '_blank', 'noopener'),
    },
    { id: 'reset', label: t.tile.reset, icon: <RotateCcw className="i" />, run: () => onWish('reset', tile) },
    { id: 'remove', label: t.tile.remove, icon: <Trash2 className="i" />, run: () => onWish('remove', tile) },
  ];
  return (
    <li className="seat" data-standing={standing} data-testid="seat" data-seat={tile.id}>
      <div className="seat-name">
        <b title={tile.name}>{tile.name}</b>
        <small title={t.tile.seat(seatNumber(tile.id))}>{seatNumber(tile.id)}</small>
        <MenuButton label={t.tile.menu(tile.name)} items={items} />
      </div>
      <Progress tile={tile} title={known && place ? `${place.number} ${place.title}` : t.tile.noStep} />
      <Failed tile={tile} />
      <p className="seat-standing">
        <StandingMark name={standing} />
        <StandingWords standing={standing} since={since} />
        <LookLink tile={tile} place={place} short />
      </p>
      <Facts tile={tile} />
    </li>
  );
});

interface LookLinkProps {
  tile: SeatTile;
  place: CoursePlace | undefined;
  /** Only the eye. */
  short?: boolean;
}

/** Opens the seat's workbench in a tab of its own; the person there sees that. */
export function LookLink({ tile, place, short = false }: LookLinkProps) {
  const t = useTexts(boardTexts).tile;
  const locale = useLocale();
  if (!place) return null;
  return (
    <a
      className={short ? 'btn icon' : 'btn line'}
      href={`${placeHref(locale, place)}?look=${tile.id}`}
      target="_blank"
      rel="noreferrer"
      aria-label={t.lookAt(tile.name)}
      title={t.lookAt(tile.name)}
    >
      <Eye className="i" aria-hidden="true" />
      {short ? null : t.look}
    </a>
  );
}

function Progress({ tile, title }: { tile: SeatTile; title: string }) {
  const t = useTexts(boardTexts).tile;
  return (
    <div className="seat-progress">
      {tile.tasks > 0 ? (
        <meter min={0} max={tile.tasks} value={Math.min(tile.done, tile.tasks)} title={t.tasks(tile.done, tile.tasks)}>
          {t.tasks(tile.done, tile.tasks)}
        </meter>
      ) : null}
      <span title={title}>{title}</span>
    </div>
  );
}

function Failed({ tile }: { tile: SeatTile }) {
  const t = useTexts(boardTexts).tile;
  const error = tile.lab === 'ready' ? '' : tile.labError;
  if (!tile.failed && error === '') return null;
  return (
    <p className="seat-failed" title={tile.failed ? `${tile.failed.line} – ${t.exit(tile.failed.exitCode)}` : error}>
      {tile.failed && error === '' ? (
        <>
          <code>$ {tile.failed.line}</code>
          <span>{t.exit(tile.failed.exitCode)}</span>
        </>
      ) : (
        error
      )}
    </p>
  );
}

/** The only part of a tile that moves with the clock. */
export function StandingWords({ standing, since }: { standing: StandingName; since: number }) {
  const t = useTexts(boardTexts);
  const locale = useLocale();
  const now = useServerNow(5_000);
  return <span>{t.standing[standing].one(since > 0 ? roughly(now - since, locale) : '')}</span>;
}

function Facts({ tile }: { tile: SeatTile }) {
  const t = useTexts(boardTexts).tile;
  const locale = useLocale();
  const marks = [
    tile.memoryBytes >= 0 ? t.memory(bytes(tile.memoryBytes, locale), Math.max(0, tile.containers)) : '',
    tile.tabs > 1 ? t.tabs(tile.tabs) : '',
    tile.follows ? t.follows : '',
  ].filter(Boolean);
  const watched = [
    tile.lookers > 0 ? t.watched(tile.lookers) : '',
    tile.typing === 'none' ? '' : t[tile.typing],
  ].filter(Boolean);
  return (
    <div className="seat-facts">
      <p>{marks.join(' · ')}</p>
      {watched.length > 0 ? (
        <p className="seat-watched">
          {tile.typing === 'granted' ? (
            <PencilLine className="i s12" aria-hidden="true" />
          ) : (
            <Eye className="i s12" aria-hidden="true" />
          )}
          {watched.join(', ')}
        </p>
      ) : null}
    </div>
  );
}
