// What is decided about each event before its handler sees it. The type asks for a row for every event of the protocol;
// gateway.test.ts walks them all.
import type { ClientEvent } from '@/lib/protocol/events';

/** How often a tab may send it; see RATES. */
export type Pace = 'typing' | 'reading' | 'acting';

export interface Decision {
  /** Who may send it. Everybody connected has a session; the trainer's events of a workshop get a row of their own. */
  access: 'session';
  pace: Pace;
  /** Carries an `id`: done once, however often it arrives. */
  once: boolean;
}

const read: Decision = { access: 'session', pace: 'reading', once: false };
const act: Decision = { access: 'session', pace: 'acting', once: true };
const type: Decision = { access: 'session', pace: 'typing', once: false };

export const DECISIONS: Readonly<Record<ClientEvent, Decision>> = {
  'view:snapshot': read,
  'machine:facts': read,
  'file:read': read,
  'file:save': act,
  'file:rename': act,
  'file:delete': act,
  'container:kill': act,
  'container:stop': act,
  'container:remove': act,
  'container:fill': act,
  'container:inspect': read,
  'container:log': read,
  'kubelet:start': act,
  'loop:pause': act,
  'loop:resume': act,
  'loop:step': act,
  'loop:speed': act,
  'history:track': read,
  'history:at': read,
  'history:reel': read,
  'term:open': act,
  'term:attach': read,
  'term:detach': read,
  'term:input': type,
  'term:resize': type,
  'term:taken': type,
  'term:close': act,
  'lesson:enter': read,
  'lesson:answer': read,
  'lesson:hint': read,
  'lesson:solve': act,
  'lesson:reset': act,
  'lesson:restart': act,
  'workbook:read': read,
};

/** A bucket holds `burst` events and refills by `perSecond`. Pasting and key repeat stay far below; a loop does not. */
export const RATES: Readonly<Record<Pace, { burst: number; perSecond: number }>> = {
  typing: { burst: 1000, perSecond: 400 },
  reading: { burst: 200, perSecond: 50 },
  acting: { burst: 60, perSecond: 10 },
};
/** Refusals after which the connection is closed; no page of ours collects as many in a day. */
export const MAX_REFUSALS = 2000;
