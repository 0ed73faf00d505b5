// Seccomp profiles as the engine takes them: by content, not by name. Upstream: dockershim/helpers_linux.go getSeccompDockerOpts (1.20).
import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { type ContainerConfig, RuntimeError } from '@/server/kubelet/runtime-service';

const LOCALHOST = 'localhost/';

/** '' = the engine's default, `unconfined`, or the profile as compact JSON. Throws Create when there is no such profile. */
export async function loadSeccompProfile({ seccompProfile, containerName }: ContainerConfig): Promise<string> {
  if (seccompProfile === '' || seccompProfile === 'unconfined') return seccompProfile;
  try {
    if (!seccompProfile.startsWith(LOCALHOST)) throw new Error(`unknown seccomp profile option: ${seccompProfile}`);
    return await readProfile(seccompProfile.slice(LOCALHOST.length));
  } catch (cause) {
    const why = `failed to generate seccomp security options for container: ${wordsOf(cause)}`;
    const message = `failed to generate security options for container "${containerName}": ${why}`;
    throw new RuntimeError('Create', message, { cause });
  }
}

async function readProfile(path: string): Promise<string> {
  if (!isAbsolute(path)) throw new Error(`seccomp profile path must be absolute, but got relative path "${path}"`);
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'no such file or directory' : cause.message;
    throw new Error(`cannot load seccomp profile "${path}": open ${path}: ${why}`, { cause });
  });
  return JSON.stringify(JSON.parse(text));
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
