// The broker's end: it holds the labs, and outlives the web processes that come and go.
import { chmod, chown, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { dirname } from 'node:path';
import type { Lab } from '../lab/lab';
import { type Connection, createConnection } from './connection';
import type { Capacity } from './messages';

export interface BrokerLabs {
  /** Opens the lab of a seat. Rejects for a seat that does not exist; a person reads the message. */
  open(seat: string): Promise<Lab>;
  /** Removes everything that a seat has made, whether its lab is open or not; it has been closed by then. */
  remove?(seat: string): Promise<void>;
  usage?(seat: string): Promise<Usage>;
  /** Who holds these labs, and how many more it can; what is open is counted here. */
  capacity?(): Promise<Omit<Capacity, 'open'>>;
}

/** What a seat uses of its host; -1: not known. */
export interface Usage {
  memoryBytes: number;
  containers: number;
}

export interface BrokerOptions {
  /** Absolute, at most 107 bytes. Its folder must be ours and closed to others. */
  socketPath: string;
  /** Group that may connect besides our own user; NaN: our own group. */
  group?: number;
  labs: BrokerLabs;
  log(line: string): void;
}

/**
 * Listens at `socketPath` (0660; what is there is replaced: the data folder's lock says that it is stale). Rejects with an Error
 * when the folder is open to others, or a system error of `listen`. Returns how to close: connections, then every open lab.
 *
 * Who may connect is decided by the kernel, from the owner, group and mode of socket and folder. Node can't ask a socket for its
 * peer's uid (SO_PEERCRED), so there is no second check by name.
 */
export async function serveBroker({
  socketPath,
  labs,
  group = Number.NaN,
  log,
}: BrokerOptions): Promise<() => Promise<void>> {
  await refuseOpenFolder(dirname(socketPath));
  const live = new Map<string, Lab>();
  const inTurn = turnsOf();
  const end = async (seat: string): Promise<void> => {
    const lab = live.get(seat);
    live.delete(seat);
    for (const connection of served) connection.closed(seat);
    await lab?.close();
  };
  const whole = {
    log,
    /** One lab for each seat, however many ask; a failed attempt is forgotten. */
    open: (seat: string): Promise<Lab> =>
      inTurn(seat, async () => {
        const lab = live.get(seat) ?? (await labs.open(seat));
        live.set(seat, lab);
        return lab;
      }),
    lab: (seat: string) => live.get(seat),
    close: (seat: string): Promise<void> => inTurn(seat, () => end(seat)),
    remove: (seat: string): Promise<void> =>
      inTurn(seat, async () => {
        if (!labs.remove) throw new Error('this broker removes no labs');
        await end(seat).catch(() => undefined);
        await labs.remove(seat);
      }),
    async usage(seat: string): Promise<Usage> {
      if (!labs.usage) throw new Error('this broker measures no labs');
      return labs.usage(seat);
    },
    async capacity(): Promise<Capacity> {
      if (!labs.capacity) throw new Error('this broker is of no workshop');
      return { ...(await labs.capacity()), open: live.size };
    },
  };
  const served = new Set<Connection>();
  const server = createServer((socket) => {
    const connection = createConnection(socket, whole);
    served.add(connection);
    socket.on('close', () => served.delete(connection));
  });
  await listen(server, socketPath);
  if (!Number.isNaN(group)) {
    await chown(dirname(socketPath), -1, group);
    await chown(socketPath, -1, group);
  }
  server.on('error', (error) => log(`broker: ${error.message}`));
  return async () => {
    const ended = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const connection of served) connection.end();
    await ended;
    await rm(socketPath, { force: true });
    // What is on its way is waited for, and closed then.
    await Promise.allSettled([...new Set([...live.keys(), ...inTurn.seats()])].map(whole.close));
  };
}

/** What is done to a seat is done one after the other, whichever web process asks: none is opened while it is being closed. */
function turnsOf() {
  const last = new Map<string, Promise<unknown>>();
  const inTurn = <T>(seat: string, work: () => Promise<T>): Promise<T> => {
    const mine = (last.get(seat) ?? Promise.resolve()).then(work);
    const settled = mine.then(
      () => undefined,
      () => undefined,
    );
    last.set(seat, settled);
    void settled.then(() => last.get(seat) === settled && last.delete(seat));
    return mine;
  };
  return Object.assign(inTurn, { seats: () => [...last.keys()] });
}

async function refuseOpenFolder(folder: string): Promise<void> {
  const { uid, mode } = await stat(folder);
  if (uid !== process.getuid?.()) throw new Error(`${folder} belongs to user ${uid}, not to the broker's`);
  if ((mode & 0o027) !== 0)
    throw new Error(`${folder} is open to others (${(mode & 0o777).toString(8)}): chmod 0750 or 0700`);
}

async function listen(server: Server, path: string): Promise<void> {
  await rm(path, { force: true });
  const listening = new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', resolve);
  });
  // Not even for the moment before chmod is it open to others. Binding happens within the call.
  const before = process.umask(0o117);
  server.listen(path);
  process.umask(before);
  await listening;
  server.removeAllListeners('error');
  await chmod(path, 0o660);
}
