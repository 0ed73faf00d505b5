import type { BackupTexts } from './index';

const megabytes = (bytes: number): string =>
  `${new Intl.NumberFormat('de', { maximumFractionDigits: 1 }).format(bytes / 1e6)} MB`;
const files = (count: number): string => (count === 1 ? '1 Datei' : `${count} Dateien`);

export const de: BackupTexts = {
  saved: ({ file, files: count, bytes }) =>
    `Gesichert: ${files(count)}, ${megabytes(bytes)}, in ${file}. Die Sicherung enthält auch Schlüssel; bewahren Sie sie auf wie ein Passwort.`,
  leftOut: (paths) => `Nicht gesichert, weil weder Datei noch Ordner: ${paths.join(', ')}.`,
  restored: ({ folder, files: count, bytes }) =>
    `Wiederhergestellt: ${files(count)}, ${megabytes(bytes)}, in ${folder}.`,
  notAnArchive: ({ reason }) => `Das ist keine Sicherung von Kulissen (${reason}).`,
  cutOff: ({ path }) => `Die Sicherung ist unvollständig; sie bricht ab bei „${path}“.`,
  otherFormat: ({ found }) => `Diese Sicherung hat das Format „${found}“, das diese Version nicht kennt.`,
  badPath: ({ path }) => `Abgelehnt: Der Eintrag „${path}“ zeigt aus dem Datenordner hinaus.`,
  badKind: ({ path, kind }) => `Abgelehnt: Der Eintrag „${path}“ ist weder Datei noch Ordner (Art „${kind}“).`,
  twice: ({ path }) => `Abgelehnt: Der Eintrag „${path}“ kommt zweimal vor.`,
  foreignSeat: ({ path }) => `Abgelehnt: Der Eintrag „${path}“ gehört zu einem Platz, den die Sicherung nicht nennt.`,
  tooMany: ({ limit }) => `Abgelehnt: mehr als ${limit} Einträge.`,
  tooLarge: ({ path, limit }) => `Abgelehnt: Mit „${path}“ würden es mehr als ${megabytes(limit)}.`,
  targetNotEmpty: ({ folder }) =>
    `${folder} ist nicht leer. Wiederhergestellt wird nur in einen leeren oder neuen Ordner: --data ORDNER`,
  fileExists: ({ file }) => `${file} gibt es schon; es wird nicht überschrieben.`,
};
