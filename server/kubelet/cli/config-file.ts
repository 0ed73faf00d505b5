// The file of --config. Upstream: cmd/kubelet/app/server.go loadConfigFile, pkg/kubelet/kubeletconfig/configfiles (1.20).
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { goQuote } from '@/lib/k8s/go-quote';
import type { decodeConfiguration } from '../configuration/decode';
import { FIELDS, type Field, type KubeletSettings } from '../configuration/fields';
import { readRegularSync } from '../disk/read-regular';

export type ConfigFileResult =
  | { ok: true; settings: KubeletSettings; warning: string }
  | { ok: false; message: string };

/** Reads a configuration file; `name` as typed, relative to `cwd`. What `mayRead` denies is refused as by the file system. Never throws: the message is upstream's. */
export function readConfigFile(
  name: string,
  cwd: string,
  decode: typeof decodeConfiguration,
  mayRead: (path: string) => boolean = () => true,
): ConfigFileResult {
  const path = resolve(cwd, name);
  const failed = (why: string) =>
    ({ ok: false, message: `failed to load Kubelet config file ${name}, error ${why}` }) as const;
  let text: string;
  try {
    if (!mayRead(path)) throw Object.assign(new Error('not below home'), { code: 'EACCES', syscall: 'open' });
    text = readRegularSync(path).toString('utf8');
  } catch (error) {
    return failed(`failed to read kubelet config file ${goQuote(path)}, error: ${goError(error, path)}`);
  }
  if (text === '') return failed(`kubelet config file ${goQuote(path)} was empty`);
  const decoded = decode(text);
  if (!decoded.ok) return failed(decoded.message);
  return { ok: true, settings: withAbsolutePaths(decoded.settings, dirname(path)), warning: decoded.warning };
}

const GO_WORDS: Record<string, string> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
  ENOTDIR: 'not a directory',
};

function goError(error: unknown, path: string): string {
  const { code = '', syscall = 'open' } = error as NodeJS.ErrnoException;
  return `${syscall} ${path}: ${GO_WORDS[code] ?? code}`;
}

/** Every path of the settings, as seen from `folder`. */
export function withAbsolutePaths(settings: KubeletSettings, folder: string): KubeletSettings {
  const rows = Object.entries(settings).map(([field, value]) => {
    const { path } = (FIELDS as Record<string, Field>)[field] ?? {};
    return [field, path && typeof value === 'string' && value && !isAbsolute(value) ? join(folder, value) : value];
  });
  return Object.fromEntries(rows) as KubeletSettings;
}
