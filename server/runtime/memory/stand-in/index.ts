// The demo's `docker` and `curl`: programs of the lab's terminals that answer from the engine in memory, and say so.
import type { RuntimeService } from '@/server/kubelet/runtime-service';
import type { MemoryEngine } from '../engine';
import { answerFrom } from './answer';
import { curl } from './curl';
import { docker } from './docker';
import type { StandInTalk } from './talk';

/** Runs `program` (docker or curl) with its arguments; resolves with the exit code. */
export type StandIn = (program: string, argv: readonly string[], talk: StandInTalk) => Promise<number>;

export function createStandIn(engine: MemoryEngine, runtime: RuntimeService): StandIn {
  return async (program, argv, talk) => {
    if (program === 'docker') return docker(argv, { engine, runtime }, talk);
    return curl(argv, answerFrom(engine), talk);
  };
}
