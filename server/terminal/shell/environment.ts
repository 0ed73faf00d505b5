import { userInfo } from 'node:os';
import { delimiter } from 'node:path';

/**
 * What a shell may inherit from the server: where the engine is and the time zone. Everything else stays behind, the server's
 * secrets first of all; proxies too, since `curl http://localhost:10255` has to reach the kubelet.
 */
const INHERITED = ['TZ', 'DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY'];
const SYSTEM_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** The environment of a new shell. `extra` is added last. */
export function shellEnvironment(options: {
  home: string;
  shimDir: string;
  shell: string;
  terminal: string;
  extra: Record<string, string>;
  server: NodeJS.ProcessEnv;
}): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of INHERITED) {
    const value = options.server[name];
    if (value !== undefined) env[name] = value;
  }
  const name = userName();
  return {
    ...env,
    PATH: [options.shimDir, ...searchPath(options.server.PATH ?? '')].join(delimiter),
    HOME: options.home,
    SHELL: options.shell,
    USER: name,
    LOGNAME: name,
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    LANG: 'C.UTF-8',
    KULISSEN_TERMINAL: options.terminal,
    ...options.extra,
  };
}

/** The server's directories without those npm puts in front (`node_modules/.bin`), and the usual ones in any case. */
export function searchPath(path: string): string[] {
  const own = path.split(delimiter).filter((dir) => dir.startsWith('/') && !dir.includes('node_modules'));
  return [...new Set([...own, ...SYSTEM_PATH])];
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A uid without an entry in the user database, as in some containers.
    return String(process.getuid?.() ?? 'unknown');
  }
}
