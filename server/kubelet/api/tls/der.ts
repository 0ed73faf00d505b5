// As much of DER (ITU-T X.690) as a certificate needs: each function returns one encoded value.

const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const;

function tagged(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const digits = Buffer.from(length.toString(16).padStart(length > 0xffff ? 6 : length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | digits.length]), digits, content]);
}

export const sequence = (...parts: Uint8Array[]): Buffer => tagged(TAG.sequence, Buffer.concat(parts));
export const set = (...parts: Uint8Array[]): Buffer => tagged(TAG.set, Buffer.concat(parts));
export const octetString = (content: Uint8Array): Buffer => tagged(TAG.octetString, content);
export const utf8String = (text: string): Buffer => tagged(TAG.utf8String, Buffer.from(text));
export const boolean = (value: boolean): Buffer => tagged(TAG.boolean, Buffer.from([value ? 0xff : 0]));

/** A number ≥ 0, most significant byte first. */
export function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Buffer.from([0]) : Buffer.from(bytes.subarray(first));
  // A set top bit would make it negative.
  const positive = (digits[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits;
  return tagged(TAG.integer, positive);
}

/** @param unused how many of the last byte's bits do not count */
export const bitString = (content: Uint8Array, unused = 0): Buffer =>
  tagged(TAG.bitString, Buffer.concat([Buffer.from([unused]), content]));

/** @param dotted e.g. `2.5.29.17` */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [40 * first + second, ...rest].flatMap((arc) => {
    const sevens = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) sevens.unshift(0x80 | (left & 0x7f));
    return sevens;
  });
  return tagged(TAG.objectIdentifier, Buffer.from(bytes));
}

/** A point in time, to the second; from 2050 on in the longer form (RFC 5280, 4.1.2.5). */
export function time(at: Date): Buffer {
  const digits = at.toISOString().replaceAll(/[-T:]|\.\d+/g, '');
  if (at.getUTCFullYear() >= 2050) return tagged(TAG.generalizedTime, Buffer.from(digits));
  return tagged(TAG.utcTime, Buffer.from(digits.slice(2)));
}

/** `[number]` of a context: around other values, or in place of a value's own tag. */
export const context = (number: number, content: Uint8Array, form: 'explicit' | 'primitive' = 'explicit'): Buffer =>
  tagged((form === 'explicit' ? 0xa0 : 0x80) | number, content);
