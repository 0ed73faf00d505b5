// As whom the web process runs: nobody with rights. It needs to read the project and nothing else.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup/settings.mjs';

const NOBODY = { uid: 65_534, gid: 65_534 };

/** Can this user start the server's program? Asked of the kernel, by trying. */
function canRead({ uid, gid }) {
  const program = join(ROOT, 'dist', 'server.mjs');
  const script = `require('node:fs').accessSync(${JSON.stringify(program)}, 4)`;
  return spawnSync(process.execPath, ['-e', script], { uid, gid, stdio: 'ignore' }).status === 0;
}

/** { uid, gid } of who called sudo, of whose the project is, or of nobody: the first who can. Null where only root reads the project. */
export function webUser(env = process.env) {
  const owner = statSync(ROOT);
  const candidates = [
    { uid: Number(env.SUDO_UID ?? 0), gid: Number(env.SUDO_GID ?? 0) },
    { uid: owner.uid, gid: owner.gid },
    NOBODY,
  ];
  return candidates.filter(({ uid, gid }) => uid > 0 && gid > 0).find(canRead) ?? null;
}
