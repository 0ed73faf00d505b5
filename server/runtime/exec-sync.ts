// Waiting for a command in a container, the same over every engine. Upstream: pkg/kubelet/dockershim/exec.go (1.20).
import type { Clock } from '@/server/kubelet/clock';
import { type ExecLimits, type ExecResult, type ExecStream, RuntimeError } from '@/server/kubelet/runtime-service';

/** What is kept of each output; later dockershims have the same bound. */
const OUTPUT_BYTES = 16 * 1024 * 1024;

const deadlineExceeded = (): RuntimeError => new RuntimeError('DeadlineExceeded', 'context deadline exceeded');
const cancelled = (): RuntimeError => new RuntimeError('DeadlineExceeded', 'context canceled');

/** Starts a command through `start` and reads it to its end, within the limits. Whatever happens, the stream is closed. */
export async function execSync(
  start: () => Promise<ExecStream>,
  { timeoutSeconds, signal }: ExecLimits,
  clock: Clock,
): Promise<ExecResult> {
  if (signal?.aborted) throw cancelled();
  let over = false;
  let stream: ExecStream | undefined;
  const run = async (): Promise<ExecResult> => {
    stream = await start();
    // The time was over while the engine was still starting it: nobody is there to close it later.
    if (over) stream.close();
    return await collect(stream);
  };
  let release: () => void = () => undefined;
  const limit = new Promise<never>((_, reject) => {
    const cancelTimer =
      timeoutSeconds > 0 ? clock.after(timeoutSeconds * 1000, () => reject(deadlineExceeded())) : () => undefined;
    const onAbort = () => reject(cancelled());
    signal?.addEventListener('abort', onAbort, { once: true });
    release = () => {
      cancelTimer();
      signal?.removeEventListener('abort', onAbort);
    };
  });
  try {
    return await Promise.race([run(), limit]);
  } finally {
    over = true;
    release();
    stream?.close();
  }
}

/** Reads to the end, keeping what fits. */
async function collect(stream: ExecStream): Promise<ExecResult> {
  const kept = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  const room = { stdout: OUTPUT_BYTES, stderr: OUTPUT_BYTES };
  for await (const { stream: name, data } of stream.output) {
    const part = data.subarray(0, room[name]);
    room[name] -= part.length;
    if (part.length > 0) kept[name].push(part);
  }
  const exitCode = await stream.exitCode();
  return { stdout: Buffer.concat(kept.stdout), stderr: Buffer.concat(kept.stderr), exitCode };
}
