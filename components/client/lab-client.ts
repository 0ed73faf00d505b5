'use client';
// This page's connection to the lab. The only writer of useLab.
import { useLab } from '@/components/state/lab-store';
import { useRoom } from '@/components/state/room-store';
import { changeBoard } from '@/lib/room/board';
import { createLabConnection, type LabConnection, type TerminalListener } from './lab-connection';
import { lookedAt } from './look';
import { goToDoor, whoAmI } from './sign-in';

let connection: LabConnection | undefined;
let users = 0;

/** Longer than React needs to leave one page and enter the next. */
const LINGER_MS = 1_000;

/**
 * Connects for as long as somebody needs it. Returns how to let go; to be called from an effect. Mounting twice
 * (StrictMode) or going from page to page keeps the one socket.
 */
export function connectLab(): () => void {
  users += 1;
  if (users === 1) theConnection().open();
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    setTimeout(() => {
      users -= 1;
      if (users === 0) connection?.close();
    }, LINGER_MS);
  };
}

/** See LabConnection.request. Offline as well when nobody has called connectLab. */
export const request: LabConnection['request'] = (event, payload, options) =>
  theConnection().request(event, payload, options);

/** See LabConnection.ask. */
export const askRoom: LabConnection['ask'] = (event, payload) => theConnection().ask(event, payload);

/** See LabConnection.onTerminalData. */
export const onTerminalData = (terminal: string, listener: TerminalListener): (() => void) =>
  theConnection().onTerminalData(terminal, listener);

/** Changes with each new socket. */
export const connectionNumber = (): number => connection?.number ?? 0;

function theConnection(): LabConnection {
  connection ??= createLabConnection({
    look: lookHere(),
    onConnection(state) {
      if (useLab.getState().connection !== state) useLab.setState({ connection: state, connectionSince: Date.now() });
    },
    onView({ view, epoch, rev, at }, clockOffset) {
      useLab.setState({ view, epoch, rev, viewAt: at, ...(clockOffset === null ? {} : { clockOffset }) });
    },
    // A browser does not say why a websocket was refused.
    onRefused: () => void leaveWithoutSession(),
    onSessionEnd: () => void goToDoor(),
    onRoom: (view) => useRoom.setState({ view }),
    onBoard: (board) => useRoom.setState({ board }),
    onBoardChange: (change) => useRoom.setState(({ board }) => ({ board: board && changeBoard(board, change) })),
  });
  return connection;
}

async function leaveWithoutSession(): Promise<void> {
  if ((await whoAmI())?.signedIn === false) await goToDoor();
}

function lookHere(): string {
  const look = lookedAt();
  if (look) useRoom.setState({ look });
  return look;
}
