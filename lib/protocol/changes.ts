// How a view travels: one snapshot, then numbered changes. A change is the structural difference of two views;
// the same pure pair (diff, apply) serves the server, the browser and recordings.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };
type Fields = Record<string, Json | undefined>;

/** Sets or removes the value at a path of object keys. Arrays are replaced whole. */
export type Op = { op: 'set'; path: string[]; value: Json } | { op: 'unset'; path: string[] };

export interface Change {
  epoch: string;
  /** Revision after this change; the client's must be exactly one less, or it asks for a snapshot. */
  rev: number;
  /** Server time, ms since the epoch. */
  at: number;
  ops: Op[];
}

export interface Snapshot<V> {
  /** Names one run of the server; a new one means everything may differ. */
  epoch: string;
  rev: number;
  at: number;
  view: V;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A file may be called `constructor`: only what the object itself has counts. */
const own = (fields: Fields, key: string): Json | undefined => (Object.hasOwn(fields, key) ? fields[key] : undefined);

const equal = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (!isFields(a) || !isFields(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => equal(own(a, key), own(b, key)));
};

/** Operations that turn `before` into `after`. `undefined` fields count as absent. */
export function diff(before: unknown, after: unknown, path: string[] = []): Op[] {
  if (!isFields(before) || !isFields(after)) {
    return equal(before, after) ? [] : [{ op: 'set', path, value: after as Json }];
  }
  const ops: Op[] = [];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const from = own(before, key);
    const to = own(after, key);
    if (to === undefined) {
      if (from !== undefined) ops.push({ op: 'unset', path: [...path, key] });
    } else if (from === undefined) ops.push({ op: 'set', path: [...path, key], value: to });
    else ops.push(...diff(from, to, [...path, key]));
  }
  return ops;
}

/** A new view with the operations applied; untouched parts are shared with the old one. Unknown parents are created. */
export function apply<V>(view: V, ops: readonly Op[]): V {
  return ops.reduce<unknown>((result, op) => applyOne(result, op, 0), view) as V;
}

function applyOne(target: unknown, op: Op, depth: number): unknown {
  const key = op.path[depth];
  if (key === undefined) return op.op === 'set' ? op.value : undefined;
  // A null prototype never meets `__proto__` from the wire.
  const copy: Fields = Object.assign(Object.create(null) as Fields, isFields(target) ? target : {});
  if (depth === op.path.length - 1 && op.op === 'unset') delete copy[key];
  else copy[key] = applyOne(copy[key], op, depth + 1) as Json;
  return copy;
}
