// A translation carries the hash of the section that it was written against. Not a secret, so a plain FNV-1a will do.
const PRIME = 0x100000001b3n;
const OFFSET = 0xcbf29ce484222325n;
const MASK = 0xffffffffffffffffn;

/** 16 hex digits; the same for texts that differ only in trailing blanks or line ends. */
export function sectionHash(text: string): string {
  const normal = text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .trim();
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(normal)) hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  return hash.toString(16).padStart(16, '0');
}
