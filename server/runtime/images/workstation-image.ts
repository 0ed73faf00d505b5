// The image of a workshop seat's workstation: the small Linux that a participant's shell runs in, put together from Debian programs.
import { existsSync } from 'node:fs';
import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { DebianFiles } from './debian-files';
import type { Architecture, ImageContent } from './image-archive';
import type { TarEntry } from './tar';

/** Raised when what is below changes: an image of an older number is not used any more. */
export const WORKSTATION_IMAGE = 'kulissen/workstation:1';
/** Where the seat's sockets are: what docker's own path leads to. */
export const SEAT_RUN = '/run/kulissen';

/** Programs by Debian package. A lesson, or what anybody types in a terminal. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  bash: ['bash'],
  coreutils: [
    ...[
      'arch',
      'base64',
      'basename',
      'cat',
      'chmod',
      'cksum',
      'comm',
      'cp',
      'cut',
      'date',
      'dd',
      'df',
      'dir',
      'dircolors',
    ],
    ...[
      'dirname',
      'du',
      'echo',
      'env',
      'expand',
      'expr',
      'factor',
      'false',
      'fmt',
      'fold',
      'groups',
      'head',
      'hostid',
      'id',
    ],
    ...[
      'install',
      'join',
      'link',
      'ln',
      'logname',
      'ls',
      'md5sum',
      'mkdir',
      'mkfifo',
      'mktemp',
      'mv',
      'nice',
      'nl',
      'nohup',
    ],
    ...[
      'nproc',
      'numfmt',
      'od',
      'paste',
      'pr',
      'printenv',
      'printf',
      'pwd',
      'readlink',
      'realpath',
      'rm',
      'rmdir',
      'seq',
    ],
    ...[
      'sha1sum',
      'sha256sum',
      'sha512sum',
      'shuf',
      'sleep',
      'sort',
      'split',
      'stat',
      'stdbuf',
      'stty',
      'sum',
      'sync',
      'tac',
    ],
    ...[
      'tail',
      'tee',
      'test',
      'timeout',
      'touch',
      'tr',
      'true',
      'truncate',
      'tsort',
      'tty',
      'uname',
      'unexpand',
      'uniq',
    ],
    ...['unlink', 'users', 'vdir', 'wc', 'who', 'whoami', 'yes'],
  ],
  grep: ['grep', 'egrep', 'fgrep'],
  sed: ['sed'],
  mawk: ['mawk'],
  findutils: ['find', 'xargs'],
  diffutils: ['diff', 'cmp'],
  tar: ['tar'],
  gzip: ['gzip'],
  hostname: ['hostname'],
  curl: ['curl'],
  jq: ['jq'],
  openssl: ['openssl'],
  'docker.io': ['docker'],
};
/** Left out where neither this machine has them nor a package can be fetched; busybox then stands in for most. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  procps: ['ps', 'top', 'free', 'uptime', 'pgrep', 'pkill', 'kill', 'watch', 'vmstat'],
  nano: ['nano'],
  less: ['less'],
  'ncurses-bin': ['clear', 'tput', 'reset'],
  'util-linux': ['more', 'column', 'hexdump', 'setsid', 'lsblk'],
};
const PLACES = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];
const PATH = 'PATH=/usr/local/bin:/usr/bin:/bin';
const TERMINALS = ['x/xterm', 'x/xterm-256color', 'l/linux', 'v/vt100', 's/screen-256color', 'd/dumb'];

/** sudo in a place without root: everything that the lessons do with it needs no other user here. */
const SUDO = `#!/bin/bash
# There is no root in a workstation: a command runs as who you are, and the lab lets you do with your own containers what root could.
while [[ $1 == -* ]]; do
  case $1 in
    -u|--user|-g|--group|-h|-p) shift 2 ;;
    --) shift; break ;;
    -l|--list) echo "(ALL) NOPASSWD: ALL"; exit 0 ;;
    -i|-s) shift; exec bash "\${@:+-c}" "$@" ;;
    *) shift ;;
  esac
done
while [[ $1 == [A-Za-z_]*=* ]]; do export "$1"; shift; done
if [[ $# -eq 0 ]]; then echo "usage: sudo [-u user] command [argument ...]" >&2; exit 1; fi
if ! type -P -- "$1" >/dev/null; then echo "sudo: $1: command not found" >&2; exit 1; fi
exec -- "$@"
`;

/** What `openssl req -x509` asks of its configuration. */
const OPENSSL = `[req]
distinguished_name = dn
x509_extensions = ca
[dn]
[ca]
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always,issuer
basicConstraints = critical,CA:true
`;

const file = (path: string, content: Buffer | string, mode = 0o644): TarEntry => ({
  kind: 'file',
  path,
  content,
  mode,
});

/** Contents of the image. Throws with a remedy when a program that lessons need is nowhere. `node`: the Node that the seat's two small programs run on. */
export async function workstationImage(
  architecture: Architecture,
  debian: DebianFiles,
  node = process.execPath,
): Promise<ImageContent> {
  const programs = new Map<string, string>();
  for (const [name, names] of Object.entries(NEEDED))
    for (const program of names)
      programs.set(
        program,
        await debian.find(
          PLACES.map((dir) => `${dir}/${program}`),
          [name],
        ),
      );
  for (const [name, names] of Object.entries(WANTED)) {
    for (const program of names) {
      const path = await debian
        .find(
          PLACES.map((dir) => `${dir}/${program}`),
          [name],
        )
        .catch(() => null);
      if (path !== null) programs.set(program, path);
    }
  }
  programs.set('node', await realpath(node));
  const busybox = await debian.find(['/bin/busybox', '/usr/bin/busybox'], ['busybox-static']);
  programs.set('busybox', busybox);
  const libraries = new Map<string, string>();
  for (const path of programs.values())
    for (const library of await debian.librariesOf(path).catch(() => [])) libraries.set(library.name, library.path);
  const has = (name: string) => programs.has(name);
  const links = [
    ['sh', 'bash'] as const,
    ['awk', 'mawk'] as const,
    ...[
      'vi',
      'ip',
      'nc',
      'wget',
      'httpd',
      'ping',
      'which',
      'ps',
      'top',
      'free',
      'less',
      'more',
      'clear',
      'reset',
      'watch',
      'xxd',
    ]
      .filter((name) => !has(name))
      .map((name) => [name, 'busybox'] as const),
  ];
  return {
    architecture,
    entries: [
      ...directories(),
      ...(await Promise.all(
        [...programs].map(async ([name, path]) => file(`usr/bin/${name}`, await readFile(path), 0o755)),
      )),
      ...links.map(([name, target]): TarEntry => ({ kind: 'symlink', path: `usr/bin/${name}`, target })),
      ...(await Promise.all(
        [...libraries].map(async ([name, path]) =>
          file(
            name.startsWith('/') ? `usr${name}`.replace(/^usr\/usr\//, 'usr/') : `usr/lib/${name}`,
            await readFile(path),
            0o755,
          ),
        ),
      )),
      ...(await terminalEntries()),
      file('usr/bin/sudo', SUDO, 0o755),
      file('etc/group', 'root:x:0:\nlearner:x:20000:\nnogroup:x:65534:\n'),
      file('usr/lib/ssl/openssl.cnf', OPENSSL),
      file('etc/nanorc', 'set tabsize 2\nset tabstospaces\nset autoindent\n'),
      file('etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files dns\n'),
      { kind: 'symlink', path: 'run/docker.sock', target: `${SEAT_RUN}/docker.sock` },
    ],
    config: { Env: [PATH, 'LANG=C.UTF-8'], WorkingDir: '/' },
  };
}

/** As Debian has them: everything in /usr, and links to it. */
function directories(): TarEntry[] {
  const paths = [
    'usr',
    'usr/bin',
    'usr/lib',
    'usr/lib/ssl',
    'usr/lib64',
    'usr/share',
    'usr/share/terminfo',
    'etc',
    'home',
    'root',
    'opt',
    'opt/kulissen',
  ];
  const links: readonly [string, string][] = [
    ['bin', 'usr/bin'],
    ['lib', 'usr/lib'],
    ['lib64', 'usr/lib64'],
    ['var/run', '../run'],
  ];
  return [
    ...[...paths, 'var', 'run', SEAT_RUN.slice(1), 'proc', 'sys', 'dev'].map(
      (path): TarEntry => ({ kind: 'directory', path }),
    ),
    { kind: 'directory', path: 'tmp', mode: 0o1777 },
    ...links.map(([path, target]): TarEntry => ({ kind: 'symlink', path, target })),
  ];
}

/** What full-screen programs need to know of a terminal. */
async function terminalEntries(): Promise<TarEntry[]> {
  const roots = ['/lib/terminfo', '/usr/share/terminfo', '/etc/terminfo'];
  const entries: TarEntry[] = [];
  const folders = new Set<string>();
  for (const name of TERMINALS) {
    const root = roots.find((candidate) => existsSync(join(candidate, name)));
    const folder = name.slice(0, 1);
    if (root === undefined || (await readdir(join(root, folder))).length === 0) continue;
    if (!folders.has(folder)) entries.push({ kind: 'directory', path: `usr/share/terminfo/${folder}` });
    folders.add(folder);
    entries.push(file(`usr/share/terminfo/${name}`, await readFile(join(root, name))));
  }
  return entries;
}
