// Whether the server will reach brokers of other machines: asked of the kernel, as the user that the server runs as.
import { spawnSync } from 'node:child_process';

const PROBE = `const socket = require('node:net').connect(process.argv[1]);
socket.on('connect', () => process.exit(0));
socket.on('error', (error) => { process.stdout.write(error.code); process.exit(1); });`;

/** '' when it can be connected to, else the system's code (ENOENT, EACCES, ECONNREFUSED …). */
function whyNot(socket, user) {
  const { status, stdout } = spawnSync(process.execPath, ['-e', PROBE, socket], {
    ...(user && { uid: user.uid, gid: user.gid }),
    encoding: 'utf8',
    timeout: 10_000,
  });
  return status === 0 ? '' : stdout || 'ETIMEDOUT';
}

/** One that is not there yet is waited for by the server; one that this user may not open never comes, which is said at once. */
export async function reachAll(sockets, user, t) {
  const found = sockets.map((socket) => ({ socket, why: whyNot(socket, user) }));
  const away = found.filter(({ why }) => why);
  if (away.length === 0) return t.othersThere(sockets.length);
  return { text: away.map(({ socket, why }) => t.otherAway(socket, why, user?.uid ?? 0)).join('; '), state: 'warn' };
}
