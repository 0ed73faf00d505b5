// `docker logs` of the demo: what the imitated process has printed, and with -f what it prints until it ends or Ctrl-C.
import { parseGoDuration } from '@/lib/k8s/go-duration';
import type { RuntimeService } from '@/server/kubelet/runtime-service';
import type { MemoryEngine } from '../engine';
import { type FlagSpec, type Parsed, UsageError } from './arguments';
import { find } from './containers';
import type { StandInTalk } from './talk';

export const LOGS_FLAGS: FlagSpec = {
  switches: { follow: 'f', timestamps: 't' },
  values: { tail: 'n', since: '' },
};

interface LogsCall {
  engine: MemoryEngine;
  runtime: RuntimeService;
  flags: Parsed;
  talk: StandInTalk;
}

/** ms since the epoch; a span (`10m`) counts back from `now`, a number is seconds since the epoch. Undefined: cannot be read. */
function sinceTime(text: string, now: number): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const span = parseGoDuration(text);
  if ('ms' in span) return now - span.ms;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

/** The number of lines; undefined is all of them, as for anything that is no number (docker's own rule). */
const tailLines = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;

/** Returns the exit code. */
export async function logs({ engine, runtime, flags, talk }: LogsCall): Promise<number> {
  const [called = '', ...more] = flags.rest;
  if (more.length > 0) throw new UsageError('"docker logs" requires exactly 1 argument.\nSee \'docker logs --help\'.');
  const container = find(engine, called);
  if (!container) {
    talk.err(`Error: No such container: ${called}\n`);
    return 1;
  }
  const [tail, since] = [tailLines(flags.all('tail').at(-1)), flags.all('since').at(-1)];
  const from = since === undefined ? undefined : sinceTime(since, engine.clock.now());
  if (since !== undefined && from === undefined) {
    talk.err(`Error response from daemon: invalid value for "since": ${since}\n`);
    return 1;
  }
  const options = {
    follow: flags.on('follow'),
    timestamps: flags.on('timestamps'),
    ...(tail === undefined ? {} : { tailLines: tail }),
    ...(from === undefined ? {} : { since: from }),
  };
  const decoder = new TextDecoder();
  for await (const bytes of await runtime.logs(container.id, options, talk.signal)) {
    talk.out(decoder.decode(bytes, { stream: true }));
  }
  return talk.signal.aborted ? 130 : 0;
}
