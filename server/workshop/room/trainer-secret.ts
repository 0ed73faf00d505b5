// The trainers' secret is kept as a hash only. scrypt at OWASP's least cost for it (N = 2¹⁷ would take a seat's memory each time).
import { randomBytes, scrypt, scryptSync, timingSafeEqual } from 'node:crypto';

const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const BYTES = 32;

/** `salt:hash`, in hex. */
export function hashSecret(secret: string): string {
  const salt = randomBytes(16);
  return `${salt.toString('hex')}:${scryptSync(secret, salt, BYTES, COST).toString('hex')}`;
}

/** Whether `candidate` is the secret that was hashed. A tenth of a second of a core beside the event loop. */
export function isSecret(candidate: string, hash: string): Promise<boolean> {
  const [salt = '', expected = ''] = hash.split(':');
  return new Promise((resolve, reject) => {
    scrypt(candidate, Buffer.from(salt, 'hex'), BYTES, COST, (error, derived) => {
      if (error) reject(error);
      else resolve(timingSafeEqual(derived, Buffer.from(expected, 'hex')));
    });
  });
}
