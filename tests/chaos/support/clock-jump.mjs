// Loaded into a program with `node --import`: its wall clock reads as if somebody had set it. The file named in KULISSEN_CHAOS_CLOCK
// holds how far, in ms; it is read anew each tenth of a second. Timers go on by the kernel's monotonic clock, as they do in truth.
import { readFileSync } from 'node:fs';

const { now } = Date;
const file = process.env.KULISSEN_CHAOS_CLOCK ?? '';
let offset = 0;
setInterval(() => {
  try {
    offset = Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    offset = 0;
  }
}, 100).unref();

globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length === 0 ? [now() + offset] : given));
  }
  static now() {
    return now() + offset;
  }
};
