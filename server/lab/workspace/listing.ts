// What lies in the manifest folder, good and bad: one row for each name, so that nobody wonders where a file went.
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MAX_FILE_BYTES } from '@/lib/protocol/limits';
import type { ManifestProblem } from '@/lib/protocol/view';
import { codeOf } from './results';
import { KUBELET_MAX_BYTES, type Revisions } from './revision';

export interface WorkspaceFile {
  file: string;
  bytes: number;
  /** '' for what is not a regular file. */
  revision: string;
  /** ms since the epoch. */
  modifiedAt: number;
  /** No kubelet takes this for a manifest. */
  ignored: boolean;
  problems: ManifestProblem[];
}

export interface WorkspaceListing {
  /** The folder is there. */
  exists: boolean;
  files: Record<string, WorkspaceFile>;
}

/** Names of temporary files of a save; never listed. */
export const isTemporary = (name: string): boolean => /^\.kulissen-[0-9a-f]+\.tmp$/.test(name);

/**
 * Lists a folder. A folder that is not there (or is not one) lists as absent; an entry that vanishes meanwhile is left out.
 * Throws only for faults of the machine (EIO, EMFILE).
 */
export async function listFolder(dir: string, revisions: Revisions): Promise<WorkspaceListing> {
  let names: string[];
  try {
    names = await readdir(dir);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return { exists: false, files: {} };
    if (['EACCES', 'EPERM'].includes(codeOf(error))) return { exists: true, files: {} };
    throw error;
  }
  revisions.keep(new Set(names.map((name) => join(dir, name))));
  const rows = await Promise.all(
    names.filter((name) => !isTemporary(name)).map((name) => describe(dir, name, revisions)),
  );
  const sorted = rows.filter((row) => row !== null).sort((a, b) => (a.file < b.file ? -1 : 1));
  return { exists: true, files: Object.fromEntries(sorted.map((row) => [row.file, row])) };
}

async function describe(dir: string, name: string, revisions: Revisions): Promise<WorkspaceFile | null> {
  const path = join(dir, name);
  const row = { file: name, bytes: 0, revision: '', modifiedAt: 0, ignored: true };
  try {
    const stats = await stat(path, { bigint: true });
    row.modifiedAt = Number(stats.mtimeMs);
    if (stats.isDirectory()) return { ...row, problems: [problem('IsDirectory', 'warning', `${name} is a directory`)] };
    if (!stats.isFile())
      return { ...row, problems: [problem('NotRegular', 'warning', `${name} is not a regular file`)] };
    row.bytes = Number(stats.size);
    row.revision = await revisions.of(path, stats);
    const hidden = name.startsWith('.');
    const tooBig = row.bytes > KUBELET_MAX_BYTES;
    return { ...row, ignored: hidden || tooBig, problems: await fileProblems(dir, name, row.bytes) };
  } catch (error) {
    if (codeOf(error) !== 'ENOENT')
      return { ...row, problems: [problem('Unreadable', 'error', `${name}: ${codeOf(error)}`)] };
    // Gone between readdir and stat, or a symbolic link to nowhere.
    const link = await lstat(path).catch(() => null);
    return link ? { ...row, problems: [problem('Unreadable', 'error', `${name}: the link leads nowhere`)] } : null;
  }
}

async function fileProblems(dir: string, name: string, bytes: number): Promise<ManifestProblem[]> {
  const problems: ManifestProblem[] = [];
  const sizes = (limit: number) => ({ file: name, bytes, limit });
  if (name.startsWith('.')) problems.push(problem('HiddenFile', 'warning', `${name} starts with a dot`));
  if (bytes > KUBELET_MAX_BYTES)
    problems.push(problem('TooLarge', 'error', 'the file is larger than a kubelet reads', sizes(KUBELET_MAX_BYTES)));
  else if (bytes > MAX_FILE_BYTES)
    problems.push(
      problem('TooLargeForEditor', 'warning', 'the file is larger than the editor opens', sizes(MAX_FILE_BYTES)),
    );
  if (await leadsOutside(dir, name))
    problems.push(problem('LinkOutside', 'warning', `${name} is a link out of the folder`));
  return problems;
}

/** The name is a symbolic link (or stands in a folder that is one) whose target lies outside the folder. */
export async function leadsOutside(dir: string, name: string): Promise<boolean> {
  const target = await realpath(join(dir, name));
  return dirname(target) !== (await realpath(dir));
}

function problem(
  code: string,
  severity: ManifestProblem['severity'],
  message: string,
  facts?: Record<string, string | number>,
): ManifestProblem {
  return { code, severity, message, ...(facts && { facts }) };
}
