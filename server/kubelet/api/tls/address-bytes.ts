// IP addresses as certificates hold them.

/** The 4 or 16 bytes of a valid address. */
export function addressBytes(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number));
  // The last 32 bits may be written as an IPv4 address.
  const groups = address.replace(/\d+\.\d+\.\d+\.\d+$/, (tail) => {
    const bytes = addressBytes(tail).toString('hex');
    return `${bytes.slice(0, 4)}:${bytes.slice(4)}`;
  });
  const [head = '', tail] = groups.replace(/%.*/, '').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const all = [...left, ...Array<string>(zeros).fill('0'), ...right];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
