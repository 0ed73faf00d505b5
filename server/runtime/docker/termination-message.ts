// What a dead container left as its last words (pkg/kubelet/kuberuntime/kuberuntime_container.go getTerminationMessage).
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { ContainerInspectInfo } from 'dockerode';
import { isRuntimeError } from '@/server/kubelet/runtime-service';
import { MESSAGE_PATH_LABEL, MESSAGE_POLICY_LABEL } from '../identity';
import type { EngineConnection } from './connection';

const FILE_BYTES = 4096;
const LOG_BYTES = 2048;
const LOG_LINES = 80;

/** The message of an exited container: its file's end, or the log's end where the policy asks for it. '' if there is none. */
export async function readTerminationMessage(info: ContainerInspectInfo, engine: EngineConnection): Promise<string> {
  const labels = info.Config.Labels;
  const path = labels[MESSAGE_PATH_LABEL];
  const mount = info.Mounts.find(({ Type, Destination }) => Type === 'bind' && Destination === path);
  const written = mount === undefined ? '' : await endOfFile(mount.Source);
  if (written !== '' || info.State.ExitCode === 0 || labels[MESSAGE_POLICY_LABEL] !== 'FallbackToLogsOnError') {
    return written;
  }
  return await endOfLog(info, engine);
}

/** Last 4096 bytes of a regular file. A message that cannot be read is no reason to lose the whole record: then ''. */
async function endOfFile(path: string): Promise<string> {
  let file: FileHandle | undefined;
  try {
    // Not blocking, not following: whatever else lies there now is not the file the kubelet made.
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = await file.stat();
    if (!stat.isFile()) return '';
    const length = Math.min(FILE_BYTES, stat.size);
    const end = await file.read(Buffer.alloc(length), 0, length, stat.size - length);
    return end.buffer.toString('utf8', 0, end.bytesRead);
  } catch {
    return '';
  } finally {
    await file?.close();
  }
}

async function endOfLog(info: ContainerInspectInfo, engine: EngineConnection): Promise<string> {
  try {
    // As a stream, although it is short: dockerode parses any other answer that happens to look like JSON.
    const log = await engine.read(async (abortSignal) => {
      const options = { stdout: true, stderr: true, tail: LOG_LINES, follow: true, abortSignal } as const;
      return buffer(await engine.docker.getContainer(info.Id).logs(options));
    });
    const text = info.Config.Tty ? log : withoutFrames(log);
    return text.subarray(Math.max(0, text.length - LOG_BYTES)).toString('utf8');
  } catch (error) {
    if (isRuntimeError(error, 'Unavailable')) throw error;
    return '';
  }
}

/** Strips the eight-byte headers that the engine puts before each piece of a log without a TTY. */
export function withoutFrames(log: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at + 8 <= log.length; ) {
    const end = at + 8 + log.readUInt32BE(at + 4);
    pieces.push(log.subarray(at + 8, end));
    at = end;
  }
  return Buffer.concat(pieces);
}
