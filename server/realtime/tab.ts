// One connection: what it asks is dispatched, what it is to hear is sent, and it ends with its session.
import type { Socket } from 'socket.io';
import type { ServerEvents } from '@/lib/protocol/events';
import type { Member, RoomServerEvents } from '@/lib/protocol/room';
import type { Lab, LabClient } from '../lab/lab';
import type { Ears, Entrance, RoomDoor, Visit } from '../workshop/room/tabs';
import type { AnswerMemory } from './answer-memory';
import { createDispatcher, type Shown } from './dispatch';

export type IncomingEvents = Record<string, (...args: unknown[]) => void>;
export type LabSocket = Socket<IncomingEvents, ServerEvents & RoomServerEvents>;

/** Who the edge has let in. */
export interface Admitted {
  readonly id: string;
  readonly member: Member;
  readonly ended: AbortSignal;
}

/** Where tabs go in: a workshop's room, or the one lab of self-study, which everybody shows and nothing is asked of but itself. */
export interface House {
  admits: RoomDoor['admits'];
  enter(visit: Visit, ears: Ears): (Pick<Entrance, 'leave'> & Partial<Entrance>) | undefined;
}

export const oneLab = (lab: Lab): House => ({
  admits: ({ look }) => look === '',
  enter(_visit, ears) {
    ears.lab(lab);
    return undefined;
  },
});

export interface TabOptions {
  house: House;
  /** The tab shows this lab from now on. */
  onLab: (lab: Lab | undefined) => void;
  answers: AnswerMemory;
  now: () => number;
  log: (line: string) => void;
}

/** Serves the connection until it is gone. */
export function serveTab(socket: LabSocket, session: Admitted, look: string, options: TabOptions): void {
  const { house, onLab, answers, now, log } = options;
  let shown: Shown | undefined;
  const show = (lab: Lab | undefined) => {
    if (shown?.lab === lab) return;
    if (shown) shown.lab.leave(shown.client);
    shown = lab && { lab, client: clientOf(socket, () => shown?.lab === lab) };
    onLab(lab);
  };
  const visit: Visit = { id: socket.id, session: session.id, member: session.member, look };
  const entrance = house.enter(visit, {
    lab: show,
    view: (view) => void socket.emit('room:view', view),
    board: (board) => void socket.emit('room:board', board),
    boardChange: (change) => void socket.emit('room:board-change', change),
  });
  const { perform, reach } = entrance ?? {};
  const dispatcher = createDispatcher({
    shown: () => shown,
    session: session.id,
    member: session.member,
    entrance: perform && reach && { perform, reach },
    answers,
    now,
    onFault: (event, error) =>
      log(`${event} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  });

  const endSession = () => {
    socket.emit('session:end');
    socket.disconnect(true);
  };
  session.ended.addEventListener('abort', endSession, { once: true });
  socket.on('disconnect', () => {
    session.ended.removeEventListener('abort', endSession);
    show(undefined);
    entrance?.leave();
  });
  if (session.ended.aborted) endSession();
  // One listener for all names: an unknown one gets an answer too, and none can be forgotten.
  socket.onAny((name: string, ...args: unknown[]) => {
    const last = args.at(-1);
    const acknowledge = typeof last === 'function' ? last : undefined;
    const payload = acknowledge ? args.slice(0, -1) : args;
    const answer = dispatcher.dispatch(name, payload.length === 1 ? payload[0] : undefined);
    if (answer === undefined) socket.disconnect(true);
    else if (answer instanceof Promise) void answer.then((ack) => acknowledge?.(ack));
    else acknowledge?.(answer);
  });
}

/** What a lab still had on its way must not reach a tab that shows another one by now. */
const clientOf = (socket: LabSocket, isShown: () => boolean): LabClient => ({
  id: socket.id,
  terminalData: (chunk) => void (isShown() && socket.emit('term:data', chunk)),
});
