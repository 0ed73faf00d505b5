// What the server itself says on the console; everything after that is said in the browser.
import type { Texts } from '@/lib/i18n/locale';

interface ConsoleTexts {
  portBusy(port: number): string;
  addressMissing(host: string): string;
  portNotAllowed(port: number): string;
  labInUse(pid: number, dataDir: string): string;
  memory(reason: string): string;
  stopping: string;
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
  },
  en: {
    portBusy: (port) => `Port ${port} is taken. Choose another one: --port ${port + 1}`,
    addressMissing: (host) => `This machine has no address ${host}. Choose another one: --host 127.0.0.1`,
    portNotAllowed: (port) => `Only root may open port ${port}. Choose one above 1023: --port 3000`,
    labInUse: (pid, dataDir) =>
      `Process ${pid} serves the lab in ${dataDir} already. Stop it, or choose another folder: --data`,
    memory: (reason) => `No Docker engine (${reason}): demo mode without real containers.`,
    stopping: 'The server stops; the containers live on.',
  },
};
