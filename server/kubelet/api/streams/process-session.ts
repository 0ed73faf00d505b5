// A process in a container, over channels. Upstream: kubelet/server/remotecommand exec.go, attach.go, websocket.go (1.20).
import type { ProcessStream, StreamOptions } from '../../runtime-service';
import { tellsStatus } from './channel-protocol';
import type { Channels } from './channel-socket';
import { internalError, nonZeroExit, SUCCESS, statusMessage } from './status';

const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4 } as const;
const NOTHING = new Uint8Array(0);

export interface ProcessSession {
  options: StreamOptions;
  /** `exitCode` is asked for after the output has ended; an attached process tells none. */
  open(): Promise<{ stream: ProcessStream; exitCode?: () => Promise<number> }>;
  /** Begins the sentence about a failure, e.g. `error executing command in container`. */
  failure: string;
  onFailure(message: string): void;
}

/** Brings client and process together until one of them ends. Never rejects. */
export async function converseWithProcess(session: ProcessSession, channels: Channels): Promise<void> {
  const { options } = session;
  const first = options.stdout ? CHANNEL.stdout : options.stderr ? CHANNEL.stderr : CHANNEL.error;
  // An empty message: the connection stands.
  await channels.send(first, NOTHING);
  const status = await outcome(session, channels);
  const message = statusMessage(status, tellsStatus(channels.protocol));
  if (message) await channels.send(CHANNEL.error, message);
}

async function outcome(session: ProcessSession, channels: Channels) {
  let stream: ProcessStream | undefined;
  try {
    const opened = await session.open();
    stream = opened.stream;
    void passInput(stream, channels, session.options);
    for await (const { stream: name, data } of stream.output) await channels.send(CHANNEL[name], data);
    const exitCode = (await opened.exitCode?.()) ?? 0;
    return exitCode === 0 ? SUCCESS : nonZeroExit(exitCode);
  } catch (error) {
    const why = `${session.failure}: ${error instanceof Error ? error.message : String(error)}`;
    session.onFailure(why);
    return internalError(why);
  } finally {
    stream?.close();
  }
}

/** Until the client goes: then nobody listens to the process any more. */
async function passInput(stream: ProcessStream, channels: Channels, { stdin, tty }: StreamOptions): Promise<void> {
  for await (const { channel, data } of channels.received) {
    // A process that is gone takes nothing in; its end is told by its output.
    if (channel === CHANNEL.stdin && stdin) await stream.write(data).catch(() => undefined);
    const size = channel === CHANNEL.resize && tty ? terminalSize(data) : null;
    if (size) await stream.resize(size).catch(() => undefined);
  }
  stream.close();
}

function terminalSize(data: Uint8Array): { width: number; height: number } | null {
  try {
    const size: unknown = JSON.parse(Buffer.from(data).toString());
    if (typeof size !== 'object' || size === null || !('Width' in size) || !('Height' in size)) return null;
    const { Width: width, Height: height } = size;
    const isSize = (n: unknown): n is number => Number.isInteger(n) && Number(n) > 0 && Number(n) <= 65_535;
    return isSize(width) && isSize(height) ? { width, height } : null;
  } catch {
    return null;
  }
}
