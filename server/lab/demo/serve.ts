// The lab's end of the demo's `docker` and `curl`: one connection is one command line, answered by the engine in memory.
import { rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { z } from 'zod';
import { listenPrivately } from '../hosted/hosted-server';
import { createLineReader, encode, type ServerMessage } from '../hosted/messages';
import { demoTexts } from './texts';

/** Answers `docker` and `curl` in the demo; resolves with the exit code. */
export type DemoPrograms = (
  program: string,
  argv: readonly string[],
  talk: { out(text: string): void; err(text: string): void; signal: AbortSignal },
) => Promise<number>;

/** As the client behind ./kubelet sends it; the first word is the program. */
const runMessage = z.object({
  type: z.literal('run'),
  argv: z.array(z.string()).min(1).max(4096),
  locale: z.enum(['de', 'en']),
});

export interface DemoServerOptions {
  socketPath: string;
  programs: DemoPrograms;
  warn(message: string): void;
}

/** Listens at `socketPath` (0600). Returns how to close. */
export async function serveDemoPrograms({
  socketPath,
  programs,
  warn,
}: DemoServerOptions): Promise<() => Promise<void>> {
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    converse(socket, programs, warn);
  });
  await listenPrivately(server, socketPath);
  server.on('error', (error) => warn(`demo: ${error.message}`));
  return async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of connections) socket.destroy();
    await closed;
    await rm(socketPath, { force: true });
  };
}

function converse(socket: Socket, programs: DemoPrograms, warn: (message: string) => void): void {
  const gone = new AbortController();
  const say = (message: ServerMessage) => {
    if (socket.writable) socket.write(encode(message));
  };
  const end = (code: number) => {
    say({ type: 'exit', code });
    socket.end();
  };
  const onLine = (line: string) => {
    const message = readMessage(line);
    // Ctrl-C, or nothing that our client says.
    if (!message) {
      gone.abort();
      return void socket.destroy();
    }
    const [program = '', ...argv] = message.argv;
    say({ type: 'err', text: `\x1b[2m${demoTexts[message.locale].label(program)}\x1b[0m\n` });
    const talk = {
      out: (text: string) => say({ type: 'out', text }),
      err: (text: string) => say({ type: 'err', text }),
      signal: gone.signal,
    };
    programs(program, argv, talk).then(end, (error: unknown) => {
      warn(`demo ${program}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      say({ type: 'err', text: `${demoTexts[message.locale].failed(program, String(error))}\n` });
      end(1);
    });
  };
  socket.on(
    'data',
    createLineReader(onLine, () => socket.destroy()),
  );
  socket.on('close', () => gone.abort());
  socket.on('error', () => gone.abort());
}

function readMessage(line: string): z.infer<typeof runMessage> | null {
  try {
    return runMessage.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
