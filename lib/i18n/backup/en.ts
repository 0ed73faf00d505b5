import type { BackupTexts } from './index';

const megabytes = (bytes: number): string =>
  `${new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(bytes / 1e6)} MB`;
const files = (count: number): string => (count === 1 ? '1 file' : `${count} files`);

export const en: BackupTexts = {
  saved: ({ file, files: count, bytes }) =>
    `Saved: ${files(count)}, ${megabytes(bytes)}, in ${file}. The backup has keys in it, too; keep it as you keep a password.`,
  leftOut: (paths) => `Not saved, being neither file nor folder: ${paths.join(', ')}.`,
  restored: ({ folder, files: count, bytes }) => `Restored: ${files(count)}, ${megabytes(bytes)}, in ${folder}.`,
  notAnArchive: ({ reason }) => `This is no backup of Kulissen (${reason}).`,
  cutOff: ({ path }) => `The backup is incomplete; it breaks off at “${path}”.`,
  otherFormat: ({ found }) => `This backup has the format “${found}”, which this version doesn’t know.`,
  badPath: ({ path }) => `Refused: the entry “${path}” leads out of the data folder.`,
  badKind: ({ path, kind }) => `Refused: the entry “${path}” is neither file nor folder (kind “${kind}”).`,
  twice: ({ path }) => `Refused: the entry “${path}” is there twice.`,
  foreignSeat: ({ path }) => `Refused: the entry “${path}” belongs to a seat that the backup doesn’t name.`,
  tooMany: ({ limit }) => `Refused: more than ${limit} entries.`,
  tooLarge: ({ path, limit }) => `Refused: with “${path}” it would be more than ${megabytes(limit)}.`,
  targetNotEmpty: ({ folder }) =>
    `${folder} is not empty. A backup is only restored into an empty or a new folder: --data FOLDER`,
  fileExists: ({ file }) => `${file} is there already; it is not overwritten.`,
};
