// A program's effects happen at their time.
import type { Clock } from '@/server/kubelet/clock';
import type { OutputChunk } from '@/server/kubelet/runtime-service';
import type { MemoryContainer } from './container';
import type { Effect, Program } from './program';

/** A timer holds no more; what comes later than in 24 days does not come. */
const LONGEST_MS = 2 ** 31 - 1;

/** Writes files and prints when their time comes, what is due at once before this returns; returns how to cancel the rest. */
export function playEffects(
  { effects }: Pick<Program, 'effects'>,
  { files }: Pick<MemoryContainer, 'files'>,
  clock: Clock,
  print: (chunk: OutputChunk) => void,
): () => void {
  const play = (effect: Effect) => {
    if ('stream' in effect) print({ stream: effect.stream, data: new TextEncoder().encode(effect.text) });
    else if (effect.text === null) files.delete(effect.path);
    else files.set(effect.path, effect.text);
  };
  const later = effects.filter(({ afterMs }) => afterMs > 0 && afterMs <= LONGEST_MS);
  for (const effect of effects) if (effect.afterMs === 0) play(effect);
  const cancels = later.map((effect) => clock.after(effect.afterMs, () => play(effect)));
  return () => {
    for (const cancel of cancels) cancel();
  };
}
