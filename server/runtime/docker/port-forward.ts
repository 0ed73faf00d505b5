// Connections to ports of a pod. Upstream enters the pod's network with nsenter and lets socat connect there
// (pkg/kubelet/dockershim/docker_streaming_others.go, 1.20). So do we where we are root, with a relay of our own in place of socat;
// elsewhere the sandbox's address is as near as one gets: what listens on the pod's loopback only is out of reach (deviation).
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { type PortStream, RuntimeError } from '@/server/kubelet/runtime-service';

export interface PodNetwork {
  /** Process of the sandbox. */
  pid: number;
  ip: string;
  hostNetwork: boolean;
}

/** Says so on descriptor 3 when it is connected, and then passes bytes both ways. */
const RELAY = `
const { connect } = require('node:net');
const socket = connect(Number(process.argv[1]), '127.0.0.1', () => {
  require('node:fs').writeSync(3, 'connected');
  process.stdin.pipe(socket);
  socket.pipe(process.stdout);
});
socket.on('error', ({ message }) => { process.stderr.write(message); process.exit(1); });
socket.on('close', () => process.exit(0));
process.stdout.on('error', () => process.exit(0));
`;

/** Connects; throws Start with the reason when nobody listens. */
export async function connectToPort(network: PodNetwork, port: number): Promise<PortStream> {
  if (network.hostNetwork) return await connectTo('127.0.0.1', port);
  if (process.getuid?.() === 0) {
    const entered = await enter(network.pid, port);
    if (entered !== null) return entered;
  }
  return await connectTo(network.ip, port);
}

async function connectTo(host: string, port: number): Promise<PortStream> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const attempt = connect({ host, port }, () => resolve(attempt));
    attempt.once('error', ({ message }) => reject(refused(message)));
  });
  return new BytePipe(socket, socket, () => socket.destroy());
}

const refused = (why: string): RuntimeError => new RuntimeError('Start', `exit status 1: ${why}`);

/** Null where nsenter is missing. */
async function enter(pid: number, port: number): Promise<PortStream | null> {
  const args = ['-t', String(pid), '-n', '--', process.execPath, '-e', RELAY, String(port)];
  const child = spawn('nsenter', args, { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
  const started = await whenConnected(child as ChildProcessWithoutNullStreams);
  if (!started) return null;
  return new BytePipe(child.stdout as Readable, child.stdin as Writable, () => child.kill('SIGKILL'));
}

/** True when the relay is connected; false when there is no nsenter; throws what the relay said before it died. */
function whenConnected(child: ChildProcessWithoutNullStreams): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdin.on('error', () => undefined);
    child.stderr.on('data', (text: Buffer) => {
      said = `${said}${text.toString()}`.slice(0, 4_096);
    });
    child.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? resolve(false) : reject(refused(error.message)),
    );
    child.once('exit', () => setImmediate(() => reject(refused(said))));
    (child.stdio[3] as Readable).once('data', () => resolve(true));
  });
}

class BytePipe implements PortStream {
  readonly output: AsyncIterable<Uint8Array>;

  constructor(
    source: Readable,
    private readonly sink: Writable,
    readonly close: () => void,
  ) {
    source.on('error', () => undefined);
    sink.on('error', () => undefined);
    this.output = readAll(source);
  }

  write(data: Uint8Array): Promise<void> {
    if (!this.sink.writable) return Promise.resolve();
    return new Promise((resolve) => this.sink.write(data, () => resolve()));
  }
}

/** Destroyed on our own side, it just ends. */
async function* readAll(source: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of source as AsyncIterable<Buffer>) yield bytes;
  } catch (error) {
    if (!source.destroyed) throw error;
  }
}
