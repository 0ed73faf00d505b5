// As whom the web process runs: nobody with rights. It needs to read the project and nothing else.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { which } from '../setup/run.mjs';
import { ROOT } from '../setup/settings.mjs';

const NOBODY = { uid: 65_534, gid: 65_534 };

/** Can this user start the server's program? Asked of the kernel, by trying. */
function canRead({ uid, gid }) {
  const program = join(ROOT, 'dist', 'server.mjs');
  const script = `require('node:fs').accessSync(${JSON.stringify(program)}, 4)`;
  return spawnSync(process.execPath, ['-e', script], { uid, gid, stdio: 'ignore' }).status === 0;
}

/**
 * { uid, gid } of nobody, who owns nothing here; else, where the project lies in a home that is closed to others, of who called sudo or
 * of whose the project is: the first who can read it. Null where only root can.
 */
export function webUser({ env = process.env, owner = statSync(ROOT), reads = canRead } = {}) {
  const candidates = [
    NOBODY,
    { uid: Number(env.SUDO_UID ?? 0), gid: Number(env.SUDO_GID ?? 0) },
    { uid: owner.uid, gid: owner.gid },
  ];
  return candidates.filter(({ uid, gid }) => uid > 0 && gid > 0).find(reads) ?? null;
}

/** What stands before a command so that it can never gain rights: who called sudo may call it again, the web process must not. */
export const withoutNewRights = () => (which('setpriv') ? ['setpriv', '--no-new-privs', '--'] : []);
