// Reads the facts: three GETs on the engine's socket, the machine's own figures, and whether its clock follows a time server.
import { execFile } from 'node:child_process';
import { readFile, statfs } from 'node:fs/promises';
import { request } from 'node:http';
import { freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { json } from 'node:stream/consumers';
import { promisify } from 'node:util';
import {
  type EngineFacts,
  engineInfo,
  engineNetworks,
  engineVersion,
  type FolderFacts,
  type HostFacts,
} from './host-facts';

const ANSWER_MS = 10_000;

/** Never rejects: what can't be read is part of the facts. `dataDir` need not exist. */
export async function findHost(dockerSocket: string, dataDir: string): Promise<HostFacts> {
  const engine = await findEngine(dockerSocket);
  const now = Date.now();
  const dockerFolder = 'away' in engine ? [] : [engine.info.DockerRootDir];
  const [available, openFiles, clockSynchronised, ...folders] = await Promise.all([
    availableMemory(),
    openFileLimit(),
    synchronised(),
    ...[...dockerFolder, dataDir].map(freeBelow),
  ]);
  return { engine, now, memory: { total: totalmem(), available }, openFiles, clockSynchronised, folders };
}

async function findEngine(socket: string): Promise<HostFacts['engine']> {
  try {
    const info = engineInfo.parse(await get(socket, '/info'));
    const [version, networks] = await Promise.all([get(socket, '/version'), get(socket, '/networks')]);
    const runc = engineVersion.parse(version).Components?.find(({ Name }) => Name === 'runc')?.Version;
    const bridges = engineNetworks.parse(networks).filter(({ Driver }) => Driver === 'bridge').length;
    return { info, runcVersion: runc ?? info.RuncCommit?.ID ?? '?', bridges } satisfies EngineFacts;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return { socket, away: code ?? (error instanceof Error ? error.message : String(error)) };
  }
}

function get(socketPath: string, path: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path, timeout: ANSWER_MS }, (answer) => {
      if (answer.statusCode === 200) json(answer).then(resolve, reject);
      else {
        answer.resume();
        reject(new Error(`HTTP ${answer.statusCode}`));
      }
    });
    asked.on('timeout', () => asked.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    asked.on('error', reject);
    asked.end();
  });
}

/** Of the folder, or of the nearest one above it that exists. */
async function freeBelow(folder: string): Promise<FolderFacts> {
  for (let at = folder; ; at = dirname(at)) {
    try {
      const { bavail, bsize, ffree, files } = await statfs(at);
      // btrfs and others make inodes as needed, and say that there are none.
      return { folder, free: { bytes: bavail * bsize, inodes: files === 0 ? Number.MAX_SAFE_INTEGER : ffree } };
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (!missing || at === dirname(at)) return { folder, free: undefined };
    }
  }
}

/** What can be had without swapping; the kernel's own estimate where there is one. */
async function availableMemory(): Promise<number> {
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1];
  return kilobytes ? Number(kilobytes) * 1024 : freemem();
}

/** The hard limit: Node takes the soft one up to it when it starts. */
async function openFileLimit(): Promise<number> {
  const text = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(text)?.[1];
  return hard === undefined || hard === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(hard);
}

async function synchronised(): Promise<boolean | undefined> {
  try {
    const { stdout } = await promisify(execFile)('timedatectl', ['show', '-p', 'NTPSynchronized', '--value'], {
      timeout: ANSWER_MS,
    });
    return { yes: true, no: false }[stdout.trim()];
  } catch {
    return undefined;
  }
}
