// What is decided about each event before its handler sees it. The type asks for a row for every event of the protocol;
// gateway.test.ts and workshop.test.ts walk them all.
import type { ClientEvent } from '@/lib/protocol/events';
import type { RoomEvent } from '@/lib/protocol/room';
import type { Reach } from '../workshop/room/tabs';

/** How often a tab may send it; see RATES. */
export type Pace = 'typing' | 'reading' | 'acting';

export interface Decision {
  /** Who may send it: everybody connected has a session, and the lab is its member's own. */
  access: 'session';
  /** What the tab must be able to do: in a workshop some only look on. */
  needs: Reach;
  pace: Pace;
  /** Carries an `id`: done once, however often it arrives. */
  once: boolean;
}

const session = { access: 'session' } as const;
const see: Decision = { ...session, needs: 'sees', pace: 'reading', once: false };
/** Changes nothing but the learner's own record. */
const note: Decision = { ...session, needs: 'acts', pace: 'reading', once: false };
const act: Decision = { ...session, needs: 'acts', pace: 'acting', once: true };
const type: Decision = { ...session, needs: 'types', pace: 'typing', once: false };

export const DECISIONS: Readonly<Record<ClientEvent, Decision>> = {
  'view:snapshot': see,
  'machine:facts': see,
  'file:read': see,
  'file:save': act,
  'file:rename': act,
  'file:delete': act,
  'container:kill': act,
  'container:stop': act,
  'container:remove': act,
  'container:fill': act,
  'container:inspect': see,
  'container:log': see,
  'kubelet:start': act,
  'loop:pause': act,
  'loop:resume': act,
  'loop:step': act,
  'loop:speed': act,
  'history:track': see,
  'history:at': see,
  'history:reel': see,
  'term:open': act,
  'term:attach': see,
  'term:detach': see,
  'term:input': type,
  'term:resize': type,
  'term:taken': { ...type, needs: 'sees' },
  'term:close': act,
  'lesson:enter': note,
  'lesson:answer': note,
  'lesson:hint': note,
  'lesson:solve': act,
  'lesson:reset': act,
  'lesson:restart': act,
  'workbook:read': see,
};

export interface RoomDecision {
  access: 'participant' | 'trainer';
  /** As above; of a trainer nothing. */
  needs: Reach;
  pace: Pace;
}

const participant: RoomDecision = { access: 'participant', needs: 'acts', pace: 'acting' };
const trainer: RoomDecision = { access: 'trainer', needs: 'sees', pace: 'acting' };

export const ROOM_DECISIONS: Readonly<Record<RoomEvent, RoomDecision>> = {
  'room:hand': { ...participant, needs: 'sees' },
  'room:at': { ...participant, pace: 'reading' },
  'room:follow': participant,
  'room:typing': participant,
  'room:work-here': { ...participant, needs: 'sees' },
  'room:open': trainer,
  'room:announce': trainer,
  'room:position': { ...trainer, pace: 'reading' },
  'room:reset': trainer,
  'room:remove': trainer,
  'room:ask-typing': trainer,
  'room:lower-hand': trainer,
};

/** A bucket holds `burst` events and refills by `perSecond`. Pasting and key repeat stay far below; a loop does not. */
export const RATES: Readonly<Record<Pace, { burst: number; perSecond: number }>> = {
  typing: { burst: 1000, perSecond: 400 },
  reading: { burst: 200, perSecond: 50 },
  acting: { burst: 60, perSecond: 10 },
};
/** Refusals after which the connection is closed; no page of ours collects as many in a day. */
export const MAX_REFUSALS = 2000;
