// The lab's end of `./kubelet`: one connection is one command line.
import { chmod, chown, mkdir, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import type { Clock } from '@/server/kubelet/clock';
import type { KubeletConfig } from '@/server/kubelet/kubelet';
import type { FileOwner } from '../workspace/save';
import type { KubeletHost } from './kubelet-host';
import { createLineReader, encode, MAX_LINE_BYTES, type RunMessage, type ServerMessage } from './messages';
import { hostedTexts } from './texts';

/** What a command line asks for: a kubelet, or only words (`--help`, an unknown flag). `warnings` are printed first. */
export type CommandLine =
  | {
      run: KubeletConfig;
      warnings: string[];
      /** Where its log goes: the terminal, or where its flags say. */
      openLog(toTerminal: (line: string) => void): (line: string) => void;
    }
  | { exit: number; stdout: string; stderr: string };

export interface HostedServerOptions {
  socketPath: string;
  /** Who may connect, where that is not the user of this process. */
  owner?: FileOwner | undefined;
  host: KubeletHost;
  /** Reads a command line as the real kubelet does; relative paths are `cwd`'s. */
  read(argv: string[], cwd: string): CommandLine;
  clock: Clock;
  warn(message: string): void;
}

const clientMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run'),
    argv: z.array(z.string()).max(4096),
    cwd: z.string().startsWith('/'),
    terminal: z.string().regex(/^(t[0-9]{1,6})?$/),
    locale: z.enum(['de', 'en']),
  }),
  z.strictObject({ type: z.literal('stop') }),
]);

/** What was said last may still reach its terminal for so long. */
const LAST_WORDS_MS = 500;

/** A terminal that takes nothing in loses log lines beyond this, not the server's memory. */
const MAX_WAITING_BYTES = 4 * MAX_LINE_BYTES;

/** Listens at `socketPath` (0600; what is there is replaced: the data folder's lock says that it is stale). Returns how to close. */
export async function serveHostedKubelets(options: HostedServerOptions): Promise<() => Promise<void>> {
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    converse(socket, options);
  });
  await listenPrivately(server, options.socketPath);
  if (options.owner) await chown(options.socketPath, options.owner.uid, options.owner.gid);
  server.on('error', (error) => options.warn(`hosted kubelet: ${error.message}`));
  return async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of connections) socket.destroySoon();
    // A terminal that takes nothing in (Ctrl-S) must not hold up the server's end.
    const cancel = options.clock.after(LAST_WORDS_MS, () => {
      for (const socket of connections) socket.destroy();
    });
    await closed;
    cancel();
    await rm(options.socketPath, { force: true });
  };
}

/** Listens at `path` so that nobody else may connect; what is there is replaced. */
export async function listenPrivately(server: Server, path: string): Promise<void> {
  await rm(path, { force: true });
  const listening = new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', resolve);
  });
  // Nobody else may connect, not even for the moment before chmod. Binding happens within the call.
  const before = process.umask(0o177);
  server.listen(path);
  process.umask(before);
  await listening;
  server.removeAllListeners('error');
  await chmod(path, 0o600);
}

/** The socket's path: in the data folder, or in a private folder of `fallback` where the kernel's limit of 107 bytes is exceeded. */
export async function socketPathFor(
  dataDir: string,
  labId: string,
  fallback: string,
  name = 'kubelet.sock',
): Promise<string> {
  const path = `${dataDir}/${name}`;
  if (Buffer.byteLength(path) <= 100) return path;
  const folder = `${fallback}/kulissen-${labId}`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  return `${folder}/${name}`;
}

function converse(socket: Socket, options: HostedServerOptions): void {
  const stopping = new AbortController();
  let started = false;
  let dropped = 0;
  const say = (message: ServerMessage) => {
    if (socket.writable) socket.write(encode(message));
  };
  const log = (line: string) => {
    if (socket.writableLength > MAX_WAITING_BYTES) {
      dropped += 1;
      return;
    }
    if (dropped > 0) say({ type: 'err', text: `[${dropped} log lines dropped: the terminal did not take them in]\n` });
    dropped = 0;
    say({ type: 'err', text: `${line}\n` });
  };
  const end = (code: number) => {
    say({ type: 'exit', code });
    socket.end();
  };
  const onLine = (line: string) => {
    const message = readMessage(line);
    if (!message) return void socket.destroy();
    if (message.type === 'stop') return stopping.abort();
    if (started) return void socket.destroy();
    started = true;
    runCommand(message, options, { say, log, end, signal: stopping.signal }).catch((error: unknown) => {
      options.warn(`hosted kubelet: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      say({ type: 'err', text: `${hostedTexts[message.locale].failed(String(error))}\n` });
      end(1);
    });
  };
  socket.on(
    'data',
    createLineReader(onLine, () => socket.destroy()),
  );
  // The client is gone, politely or not: nobody would see this kubelet any more.
  socket.on('close', () => stopping.abort());
  socket.on('error', () => stopping.abort());
}

function readMessage(line: string): z.infer<typeof clientMessage> | null {
  try {
    return clientMessage.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

interface Conversation {
  say(message: ServerMessage): void;
  log(line: string): void;
  end(code: number): void;
  signal: AbortSignal;
}

async function runCommand(message: RunMessage, options: HostedServerOptions, talk: Conversation): Promise<void> {
  const command = options.read(message.argv, message.cwd);
  if (!('run' in command)) {
    if (command.stdout) talk.say({ type: 'out', text: command.stdout });
    if (command.stderr) talk.say({ type: 'err', text: command.stderr });
    return talk.end(command.exit);
  }
  for (const warning of command.warnings) talk.log(warning);
  const onLog = command.openLog(talk.log);
  const ended = options.host.run({
    config: command.run,
    argv: message.argv,
    terminal: message.terminal,
    onLog,
    signal: talk.signal,
  });
  if (!ended) {
    talk.log(hostedTexts[message.locale].busy(options.host.hostedBy() ?? ''));
    return talk.end(1);
  }
  const exit = await ended;
  if (exit.message && !exit.logged) talk.log(hostedTexts[message.locale].failed(exit.message));
  talk.end(exit.code);
}
