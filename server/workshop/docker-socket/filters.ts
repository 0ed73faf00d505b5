// The `filters` of a listing: whatever the client says is narrowed to the seat, never widened.
import { Refused } from './refused';

const MAX_VALUES = 32;
const MAX_LENGTH = 512;

/** Values by key, from `{"label":["a"]}` or `{"label":{"a":true}}`. Rejects what is neither. */
function parsed(text: string | null): Record<string, string[]> {
  if (text === null || text === '') return {};
  const bad = new Refused(400, 'invalid filter');
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    throw bad;
  }
  if (typeof said !== 'object' || said === null || Array.isArray(said)) throw bad;
  return Object.fromEntries(
    Object.entries(said).map(([key, value]) => {
      const values: unknown[] = Array.isArray(value) ? value : Object.keys((value ?? {}) as object);
      if (values.length > MAX_VALUES) throw bad;
      return [key, values.map((each) => (typeof each === 'string' && each.length <= MAX_LENGTH ? each : refuse(bad)))];
    }),
  );
}

const refuse = (error: Error): never => {
  throw error;
};

/**
 * The filters to send: those of `allowed` that the client asked for, and `always` on top. Rejects with Refused 400 for another key,
 * as the engine does.
 */
export function narrowed(text: string | null, allowed: readonly string[], always: Record<string, string[]>): string {
  const asked = parsed(text);
  for (const key of Object.keys(asked))
    if (!allowed.includes(key)) throw new Refused(400, `invalid filter '${key.slice(0, 64)}'`);
  const keys = new Set([...Object.keys(asked), ...Object.keys(always)]);
  return JSON.stringify(
    Object.fromEntries([...keys].map((key) => [key, [...(asked[key] ?? []), ...(always[key] ?? [])]])),
  );
}
