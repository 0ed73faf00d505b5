// Volumes of pods are mounted below the data folder. They outlive the kubelet, and hold up who removes the folder.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';

const TABLE = '/proc/self/mountinfo';

function mountsBelow(directory) {
  const rows = existsSync(TABLE) ? readFileSync(TABLE, 'utf8').split('\n') : [];
  const unescaped = (text) =>
    text.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
  const paths = rows.map((row) => unescaped(row.split(' ')[4] ?? ''));
  return paths.filter((path) => path.startsWith(`${directory}/`)).reverse();
}

/** Unmounts everything below a folder, the newest first; returns what is mounted there still. */
export function unmountBelow(folder) {
  if (!existsSync(folder)) return [];
  const directory = realpathSync(folder);
  for (const path of mountsBelow(directory)) spawnSync('umount', [path]);
  return mountsBelow(directory);
}
