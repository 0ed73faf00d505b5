// Ports of a pod, over channels: two for each port, data and error. Upstream: kubelet/server/portforward/websocket.go (1.20).
import type { PortStream } from '../../runtime-service';
import type { Channels } from './channel-socket';

export interface PortSource {
  sandboxId: string;
  /** Connects to a port of the pod's network. */
  open(port: number): Promise<PortStream>;
  onFailure(message: string): void;
}

/** Connects each port once, and ends when all have ended or the client has gone. Never rejects. */
export async function forwardPorts(channels: Channels, ports: readonly number[], source: PortSource): Promise<void> {
  for (const [i, port] of ports.entries()) {
    // Which port a channel is about, little-endian.
    const number = Buffer.from([port & 255, port >> 8]);
    await channels.send(2 * i, number);
    await channels.send(2 * i + 1, number);
  }
  const opening = ports.map((port) => source.open(port));
  void passInput(opening, channels);
  await Promise.all(
    opening.map(async (open, i) => {
      try {
        const stream = await open;
        for await (const bytes of stream.output) await channels.send(2 * i, bytes);
        stream.close();
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        const message = `error forwarding port ${ports[i]} to pod ${source.sandboxId}, uid : ${why}`;
        source.onFailure(message);
        await channels.send(2 * i + 1, Buffer.from(message));
      }
    }),
  );
}

/** What comes before a port is connected waits for it. */
async function passInput(opening: readonly Promise<PortStream>[], channels: Channels): Promise<void> {
  const streams = opening.map((open) => open.catch(() => null));
  for await (const { channel, data } of channels.received) {
    const stream = channel % 2 === 0 ? await streams[channel / 2] : null;
    await stream?.write(data).catch(() => undefined);
  }
  for (const stream of streams) (await stream)?.close();
}
