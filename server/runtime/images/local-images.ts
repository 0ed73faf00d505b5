// What the local stand-ins contain. Each does what the lessons need of the real image: same name, command, ports, signals.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { type DebianFiles, isDynamic } from './debian-files';
import type { Architecture, ImageContent } from './image-archive';
import { NGINX_CONF, NGINX_INDEX, NGINX_MIME_TYPES, NGINX_SITE } from './nginx-files';
import { pauseBinary } from './pause-binary';
import type { TarEntry } from './tar';

const run = promisify(execFile);
const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const directories = (...paths: string[]): TarEntry[] => paths.map((path) => ({ kind: 'directory', path }));
const file = (path: string, content: Buffer | string, mode = 0o644): TarEntry => ({
  kind: 'file',
  path,
  content,
  mode,
});
const link = (path: string, target: string): TarEntry => ({ kind: 'symlink', path, target });

/** Holds a pod's namespaces. */
export function pauseImage(architecture: Architecture): ImageContent {
  const entries = [file('pause', pauseBinary(architecture), 0o755)];
  return { architecture, entries, config: { Entrypoint: ['/pause'], Env: [PATH], WorkingDir: '/' } };
}

/** A busybox with a link for each of its applets, and the files that make it a system. */
async function busyboxFiles(debian: DebianFiles): Promise<TarEntry[]> {
  const places = ['/bin/busybox', '/usr/bin/busybox'];
  let path = await debian.find(places, ['busybox-static']);
  if (await isDynamic(path)) path = await debian.fetched(places, 'busybox-static');
  const { stdout } = await run(path, ['--list']);
  const applets = stdout.split('\n').filter((applet) => /^[\w[-]+$/.test(applet) && applet !== 'busybox');
  return [
    ...directories('bin', 'etc', 'root', 'var', 'run', 'usr', 'usr/bin', 'usr/sbin'),
    { kind: 'directory', path: 'tmp', mode: 0o1777 },
    file('bin/busybox', await readFile(path), 0o755),
    ...applets.map((applet) => link(`bin/${applet}`, 'busybox')),
    file(
      'etc/passwd',
      'root:x:0:0:root:/root:/bin/sh\nnginx:x:101:101:nginx:/nonexistent:/bin/false\nnobody:x:65534:65534:nobody:/:/bin/false\n',
    ),
    file('etc/group', 'root:x:0:\nnginx:x:101:\nnogroup:x:65534:\n'),
  ];
}

export async function busyboxImage(architecture: Architecture, debian: DebianFiles): Promise<ImageContent> {
  return { architecture, entries: await busyboxFiles(debian), config: { Cmd: ['sh'], Env: [PATH] } };
}

/** Debian's nginx with its libraries, laid out like the official image, and a busybox to look around with. */
export async function nginxImage(architecture: Architecture, debian: DebianFiles): Promise<ImageContent> {
  const program = await debian.find(['/usr/sbin/nginx'], ['nginx-light', 'nginx', 'nginx-core']);
  const libraries = await debian.librariesOf(program);
  const entries = [
    ...(await busyboxFiles(debian)),
    ...directories('usr/lib', 'usr/share', 'usr/share/nginx', 'usr/share/nginx/html', 'etc/nginx', 'etc/nginx/conf.d'),
    ...directories(
      'var/log',
      'var/log/nginx',
      'var/lib',
      'var/lib/nginx',
      'var/cache',
      'var/cache/nginx',
      'lib',
      'lib64',
    ),
    file('usr/sbin/nginx', await readFile(program), 0o755),
    ...(await Promise.all(
      libraries.map(async ({ name, path }) =>
        file(name.startsWith('/') ? name.slice(1) : `usr/lib/${name}`, await readFile(path), 0o755),
      ),
    )),
    file('etc/nginx/nginx.conf', NGINX_CONF),
    file('etc/nginx/mime.types', NGINX_MIME_TYPES),
    file('etc/nginx/conf.d/default.conf', NGINX_SITE),
    file('usr/share/nginx/html/index.html', NGINX_INDEX),
    link('var/log/nginx/access.log', '/dev/stdout'),
    link('var/log/nginx/error.log', '/dev/stderr'),
  ];
  const config = {
    Cmd: ['nginx', '-g', 'daemon off;'],
    Env: [PATH],
    ExposedPorts: { '80/tcp': {} },
    StopSignal: 'SIGQUIT',
  };
  return { architecture, entries, config };
}
