'use client';
import {
  Check,
  CheckCheck,
  ChevronRight,
  CircleDashed,
  CircleX,
  Hand,
  Hourglass,
  Loader,
  type LucideIcon,
  Unplug,
} from 'lucide-react';
import type { StandingName } from '@/lib/room/standing';

const ICONS: Record<StandingName, LucideIcon> = {
  hand: Hand,
  broken: CircleX,
  stuck: Hourglass,
  opening: Loader,
  working: Check,
  done: CheckCheck,
  ahead: ChevronRight,
  new: CircleDashed,
  gone: Unplug,
};

/** Never alone: the word stands beside it. */
export function StandingMark({ name }: { name: StandingName }) {
  const Glyph = ICONS[name];
  return <Glyph className="i s12" aria-hidden="true" />;
}
