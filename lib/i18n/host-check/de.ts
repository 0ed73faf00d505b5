import { utcTime } from '../format';
import { gigabytes } from './amounts';
import type { HostCheckTexts } from './index';

const size = gigabytes('de');
const NAMES = { engine: 'Docker Engine', runc: 'runc' };

export const de: HostCheckTexts = {
  heading: (seats) => `Prüfung dieses Rechners für einen Workshop mit ${seats} ${seats === 1 ? 'Platz' : 'Plätzen'}`,
  verdict: (failed, warned) => {
    if (failed > 0) return `So geht es nicht: ${failed} ${failed === 1 ? 'Hindernis' : 'Hindernisse'} (✗).`;
    if (warned > 0) return `Es geht, mit ${warned} ${warned === 1 ? 'Warnung' : 'Warnungen'} (!).`;
    return 'Alles in Ordnung.';
  },
  daemonJson:
    'Diese Einstellungen gehören in /etc/docker/daemon.json (zu dem, was dort schon steht); danach sudo systemctl restart docker:',
  engineAway: ({ socket, reason }) =>
    `Keine Docker Engine antwortet auf ${socket} (${reason}). Abhilfe: sudo systemctl start docker.`,
  engine: ({ version, runc }) => `Docker Engine ${version} mit runc ${runc} antwortet.`,
  hole: ({ component, version, cves, fixedIn, source }) =>
    `${NAMES[component]} ${version} hat eine bekannte Lücke (${cves}), durch die man aus einem Container entkommen kann; geschlossen ab ${fixedIn}. Aktualisieren Sie vor dem Workshop. ${source}`,
  maybeHole: ({ component, version, cves, fixedIn, source }) =>
    `${NAMES[component]} ${version} kann eine bekannte Lücke haben (${cves}, geschlossen ab ${fixedIn}). Die Versionsnummer einer Distribution sagt nicht, ob sie die Korrektur übernommen hat; das steht unter ${source}`,
  liveRestore: () => 'live-restore ist an: Ein Neustart von Docker beendet keine Container.',
  liveRestoreOff: () => 'live-restore ist aus: Ein Neustart von Docker beendet alle Container aller Plätze.',
  userns: () => 'userns-remap ist an: root in einem Container ist auf diesem Rechner niemand.',
  usernsOff: () =>
    'userns-remap ist aus: root in einem Container ist auch für den Kernel root. Wer es einschaltet, muss die Images neu bereitstellen, denn Docker benutzt dann einen anderen Ordner.',
  seccompOff: () =>
    'Diese Engine läuft ohne seccomp-Profil: Container dürfen jeden Systemaufruf. Dafür ist ein Workshop nicht gemacht.',
  limitsMissing: ({ limits }) =>
    `Diese Engine kann nicht begrenzen: ${limits}. Ein einziger Platz könnte den ganzen Rechner lahmlegen.`,
  swapUnlimited: () =>
    'Der Kernel zählt Swap nicht mit (swapaccount=1 fehlt): Ein Platz kann mehr auslagern, als seine Grenze erlaubt.',
  logDriver: ({ driver }) => `Log-Treiber „${driver}“: Container-Logs bleiben klein.`,
  logDriverUnbounded: ({ driver }) =>
    `Log-Treiber „${driver}“ ohne Grenze: Container, die keine eigene Grenze haben, können die Platte füllen.`,
  forwardingOff: () =>
    'IPv4-Weiterleitung ist aus: Pods erreichen einander nicht. Abhilfe: sudo sysctl net.ipv4.ip_forward=1.',
  networks: ({ free, needed }) => `Adressen für ${free} weitere Docker-Netze, gebraucht werden ${needed}.`,
  tooFewNetworks: ({ free, capacity, needed }) =>
    `Die Adressbereiche der Engine reichen für ${capacity} Netze, ${free} davon sind frei; gebraucht werden ${needed}, eines je Platz.`,
  memory: ({ total, needed }) => `${size(total)} Arbeitsspeicher, gebraucht werden etwa ${size(needed)}.`,
  memoryBusy: ({ total, available, needed }) =>
    `${size(total)} Arbeitsspeicher, aber nur ${size(available)} sind gerade frei; gebraucht werden etwa ${size(needed)}.`,
  tooLittleMemory: ({ total, needed, seatsThatFit }) =>
    `${size(total)} Arbeitsspeicher sind zu wenig, gebraucht werden etwa ${size(needed)}. Dieser Rechner trägt ${seatsThatFit} Plätze.`,
  disk: ({ folder, free, needed }) => `${size(free)} frei unter ${folder}, gebraucht werden etwa ${size(needed)}.`,
  tooLittleDisk: ({ folder, free, needed }) =>
    `Nur ${size(free)} frei unter ${folder}; gebraucht werden etwa ${size(needed)}.`,
  diskUnknown: ({ folder }) => `Wie viel unter ${folder} frei ist, lässt sich als dieser Benutzer nicht feststellen.`,
  tooFewInodes: ({ folder, free, needed }) =>
    `Unter ${folder} lassen sich nur noch ${free} Dateien anlegen; gebraucht werden etwa ${needed}.`,
  openFiles: ({ limit, needed }) => `Bis zu ${limit} offene Dateien, gebraucht werden etwa ${needed}.`,
  tooFewOpenFiles: ({ limit, needed }) =>
    `Nur ${limit} offene Dateien sind erlaubt (ulimit -n); gebraucht werden etwa ${needed}.`,
  clock: ({ now }) => `Die Uhr zeigt ${utcTime(now, 'de')}.`,
  clockWrong: ({ year }) =>
    `Die Uhr zeigt das Jahr ${year}. Zertifikate gelten dann nicht. Abhilfe: sudo timedatectl set-ntp true.`,
  clockUnsynchronised: ({ now }) =>
    `Die Uhr zeigt ${utcTime(now, 'de')} und wird mit keinem Zeitserver abgeglichen. Ohne Internet ist das in Ordnung, solange sie ungefähr stimmt. Sonst: sudo timedatectl set-time 'JJJJ-MM-TT HH:MM'.`,
  clocksDiffer: ({ seconds }) =>
    `Die Uhr der Engine weicht um ${seconds} s von der dieses Rechners ab: Zeiten auf der Bühne stimmen dann nicht.`,
};
