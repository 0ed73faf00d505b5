// Containers as a person names them: by the beginning of an id, or by the name.
import type { MemoryContainer } from '../container';
import type { MemoryEngine } from '../engine';

/** Undefined when nothing or more than one thing is called that. */
export function find(engine: MemoryEngine, called: string): MemoryContainer | undefined {
  const all = engine.all();
  const byName = all.find(({ name }) => name === called.replace(/^\//, ''));
  if (byName) return byName;
  const byId = /^[0-9a-f]+$/.test(called) ? all.filter(({ id }) => id.startsWith(called)) : [];
  return byId.length === 1 ? byId[0] : undefined;
}
