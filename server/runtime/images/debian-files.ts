// Programs from Debian packages: those of the host if installed, else downloaded and unpacked beside, never installed.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const APT_MS = 180_000;
const ENV = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };

interface SharedLibrary {
  /** Name under which the program asks for it; for the loader its absolute path. */
  name: string;
  path: string;
}

/** Which package has a library that nginx may miss, newest Debian/Ubuntu name first. */
const PACKAGES_OF: Record<string, string[]> = {
  'libpcre2-8.so.0': ['libpcre2-8-0'],
  'libpcre.so.3': ['libpcre3'],
  'libssl.so.3': ['libssl3t64', 'libssl3'],
  'libcrypto.so.3': ['libssl3t64', 'libssl3'],
  'libssl.so.1.1': ['libssl1.1'],
  'libcrypto.so.1.1': ['libssl1.1'],
  'libcrypt.so.1': ['libcrypt1'],
  'libz.so.1': ['zlib1g'],
  'libproc2.so.0': ['libproc2-0'],
  'libprocps.so.8': ['libprocps8'],
  'libncursesw.so.6': ['libncursesw6'],
  'libncurses.so.6': ['libncurses6'],
  'libtinfo.so.6': ['libtinfo6'],
  'libjq.so.1': ['libjq1'],
  'libonig.so.5': ['libonig5'],
  'libcurl.so.4': ['libcurl4t64', 'libcurl4'],
};

export class DebianFiles {
  private root: string | undefined;
  private updated = false;

  /** `allowDownload: false` uses only what is installed. */
  constructor(private readonly allowDownload: boolean) {}

  /** Path of a file: the host's, else from the first of the packages that can be fetched and has it. Throws with a remedy. */
  async find(paths: readonly string[], packages: readonly string[]): Promise<string> {
    const found = this.present(paths);
    if (found !== undefined) return found;
    for (const name of packages) {
      await this.fetch(name);
      const fetched = this.present(paths);
      if (fetched !== undefined) return fetched;
    }
    throw new Error(
      `${paths[0]} is missing: no registry answers, and the Debian package ${packages[0]} cannot be fetched`,
    );
  }

  /** As `find`, but never the host's own file: that one is of no use (a dynamic busybox, say). */
  async fetched(paths: readonly string[], name: string): Promise<string> {
    await this.fetch(name);
    const path = paths
      .map((candidate) => join(this.root ?? '', 'files', candidate))
      .find((candidate) => existsSync(candidate));
    if (this.root !== undefined && path !== undefined) return path;
    throw new Error(`no registry answers, and the Debian package ${name} cannot be fetched`);
  }

  /** Everything a dynamically linked program needs, its loader included. */
  async librariesOf(program: string): Promise<SharedLibrary[]> {
    let libraries = await this.ldd(program);
    for (const { name, path } of libraries) {
      if (path !== '') continue;
      for (const candidate of PACKAGES_OF[name] ?? []) if (await this.fetch(candidate)) break;
    }
    if (libraries.some(({ path }) => path === '')) libraries = await this.ldd(program);
    const missing = libraries.find(({ path }) => path === '');
    if (missing) throw new Error(`${basename(program)} needs ${missing.name}, which no package could be fetched for`);
    return libraries;
  }

  async close(): Promise<void> {
    if (this.root !== undefined) await rm(this.root, { recursive: true, force: true });
  }

  private present(paths: readonly string[]): string | undefined {
    const roots = this.root === undefined ? [''] : ['', join(this.root, 'files')];
    return roots.flatMap((root) => paths.map((path) => root + path)).find((path) => existsSync(path));
  }

  /** Downloads one package and unpacks it; false when it does not exist or cannot be had. */
  private async fetch(name: string): Promise<boolean> {
    if (!this.allowDownload) return false;
    this.root ??= await mkdtemp(join(tmpdir(), 'kulissen-images-'));
    const options = { cwd: this.root, env: ENV, timeout: APT_MS };
    try {
      await run('apt-get', ['download', name], options).catch(async (error: unknown) => {
        // A fresh machine has no package lists yet.
        if (this.updated || process.getuid?.() !== 0) throw error;
        this.updated = true;
        await run('apt-get', ['update'], options);
        await run('apt-get', ['download', name], options);
      });
      const file = (await readdir(this.root)).find((entry) => entry.startsWith(`${name}_`) && entry.endsWith('.deb'));
      if (file === undefined) return false;
      await run('dpkg-deb', ['-x', file, 'files'], options);
      return true;
    } catch {
      return false;
    }
  }

  private async ldd(program: string): Promise<SharedLibrary[]> {
    const { stdout } = await run('ldd', [program], {
      env: { ...ENV, LD_LIBRARY_PATH: await this.unpackedLibraries() },
    });
    return readLdd(stdout);
  }

  private async unpackedLibraries(): Promise<string> {
    if (this.root === undefined) return '';
    const folders = ['lib', 'usr/lib']
      .map((folder) => join(this.root ?? '', 'files', folder))
      .filter((path) => existsSync(path));
    const nested = await Promise.all(
      folders.map(async (folder) => (await readdir(folder)).map((entry) => join(folder, entry))),
    );
    return [...folders, ...nested.flat()].join(':');
  }
}

/** Lines of ldd: `libz.so.1 => /lib/…/libz.so.1 (0x…)`, `/lib64/ld-linux-x86-64.so.2 (0x…)`, `libx.so => not found` (path ''). */
export function readLdd(output: string): SharedLibrary[] {
  return output.split('\n').flatMap((line) => {
    const [, name, path, loader] = /^\s*(?:(\S+) => (?:(\/\S+)|not found)|(\/\S+) \()/.exec(line) ?? [];
    if (loader !== undefined) return [{ name: loader, path: loader }];
    return name === undefined ? [] : [{ name, path: path ?? '' }];
  });
}

/** Does an ELF file ask for a loader (PT_INTERP)? Then it does not run alone in an image. */
export async function isDynamic(path: string): Promise<boolean> {
  const file = await readFile(path);
  const start = Number(file.readBigUInt64LE(32));
  const [size, count] = [file.readUInt16LE(54), file.readUInt16LE(56)];
  const PT_INTERP = 3;
  return Array.from({ length: count }, (_, index) => file.readUInt32LE(start + index * size)).includes(PT_INTERP);
}
