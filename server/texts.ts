// What the server itself says on the console; everything after that is said in the browser.
import type { Texts } from '@/lib/i18n/locale';

interface ConsoleTexts {
  portBusy(port: number): string;
  addressMissing(host: string): string;
  portNotAllowed(port: number): string;
  labInUse(pid: number, dataDir: string): string;
  memory(reason: string): string;
  stopping: string;
  notShared(message: string): string;
  roomUnreadable: Record<'damaged' | 'unreadable', (file: string, message: string) => string>;
}

export const consoleTexts: Texts<ConsoleTexts> = {
  de: {
    portBusy: (port) => `Port ${port} ist belegt. Wählen Sie einen anderen: --port ${port + 1}`,
    addressMissing: (host) => `Diese Maschine hat keine Adresse ${host}. Wählen Sie eine andere: --host 127.0.0.1`,
    portNotAllowed: (port) => `Port ${port} darf nur root öffnen. Wählen Sie einen über 1023: --port 3000`,
    labInUse: (pid, dataDir) =>
      `Prozess ${pid} bedient das Lab in ${dataDir} schon. Beenden Sie ihn, oder wählen Sie einen anderen Ordner: --data`,
    memory: (reason) => `Keine Docker Engine (${reason}): Demo-Betrieb ohne echte Container.`,
    stopping: 'Der Server wird beendet; die Container laufen weiter.',
    notShared: (message) =>
      `Der Raum soll mit anderen Webprozessen geteilt werden, und das geht so nicht: ${message}. Beides muss beim Start erreichbar sein, PostgreSQL und Redis.`,
    roomUnreadable: {
      damaged: (file, message) =>
        `Der Raum des Workshops in ${file} ist beschädigt (${message}). Spielen Sie die Sicherung zurück, oder setzen Sie room.before.json aus demselben Ordner an seine Stelle. Verschieben Sie beide Dateien, um mit einem neuen Raum zu beginnen; die Plätze des alten gelten dann nicht mehr.`,
      unreadable: (file, message) =>
        `Der Raum des Workshops in ${file} lässt sich nicht lesen (${message}). Geben Sie die Datei dem Benutzer des Servers, und starten Sie noch einmal.`,
    },
  },
  en: {
    portBusy: (port) => `Port ${port} is taken. Choose another one: --port ${port + 1}`,
    addressMissing: (host) => `This machine has no address ${host}. Choose another one: --host 127.0.0.1`,
    portNotAllowed: (port) => `Only root may open port ${port}. Choose one above 1023: --port 3000`,
    labInUse: (pid, dataDir) =>
      `Process ${pid} serves the lab in ${dataDir} already. Stop it, or choose another folder: --data`,
    memory: (reason) => `No Docker engine (${reason}): demo mode without real containers.`,
    stopping: 'The server stops; the containers live on.',
    notShared: (message) =>
      `The room is to be shared with other web processes, and that can’t be done like this: ${message}. Both have to be reachable at the start, PostgreSQL and Redis.`,
    roomUnreadable: {
      damaged: (file, message) =>
        `The workshop’s room in ${file} is damaged (${message}). Restore the backup, or put room.before.json from the same folder in its place. Move both files away to begin a new room; the seats of the old one are then no longer valid.`,
      unreadable: (file, message) =>
        `The workshop’s room in ${file} can’t be read (${message}). Give the file to the server’s user, and start again.`,
    },
  },
};
