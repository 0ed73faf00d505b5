// Several streams over one WebSocket: a message begins with the number of its channel. Pure.
// Upstream: apiserver/pkg/util/wsstream/conn.go (1.20).

export interface ChannelMessage {
  channel: number;
  data: Uint8Array;
}

const BINARY_V4 = 'v4.channel.k8s.io';
const BASE64_V4 = 'v4.base64.channel.k8s.io';
/** What exec and attach speak; '' where the client names nothing. */
export const PROCESS_PROTOCOLS = ['', 'channel.k8s.io', 'base64.channel.k8s.io', BINARY_V4, BASE64_V4];
/** What port forwarding speaks. */
export const PORT_PROTOCOLS = ['', BINARY_V4, BASE64_V4];

/** From version 4 on a status is told on the error channel as JSON, success too. */
export const tellsStatus = (protocol: string): boolean => protocol === BINARY_V4 || protocol === BASE64_V4;

/** The first protocol of the client's list that is spoken here; '' without a list, null when there is none. */
export function negotiate(requested: string | undefined, spoken: readonly string[]): string | null {
  if (requested === undefined) return spoken.includes('') ? '' : null;
  const wanted = requested.split(',').map((name) => name.trim());
  return wanted.find((name) => name !== '' && spoken.includes(name)) ?? null;
}

export const isBase64 = (protocol: string): boolean => protocol.includes('base64');

/** A message to send: text in the base64 protocols, where the channel is a digit. */
export const encodeMessage = (protocol: string, { channel, data }: ChannelMessage): string | Uint8Array =>
  isBase64(protocol)
    ? `${channel}${Buffer.from(data).toString('base64')}`
    : Buffer.concat([Buffer.from([channel]), data]);

/** A message received; null for an empty one, which upstream passes over. */
export function decodeMessage(protocol: string, message: Uint8Array): ChannelMessage | null {
  const [first] = message;
  if (first === undefined) return null;
  const rest = message.subarray(1);
  if (!isBase64(protocol)) return { channel: first, data: rest };
  const data = new Uint8Array(Buffer.from(Buffer.from(rest).toString('latin1'), 'base64'));
  return { channel: first - 0x30, data };
}
