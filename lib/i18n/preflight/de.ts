import { bytes, dateTime } from '../format';
import type { PreflightTexts } from './index';

const size = (value: string | number | undefined): string => bytes(Number(value), 'de');
const time = (value: string | number | undefined): string => dateTime(Number(value), 'de');

export const de: PreflightTexts = {
  title: 'Was dieser Rechner mitbringt',
  lead: 'Kulissen hat nachgesehen, ob alles da ist, was die Lektionen brauchen. Was fehlt, steht hier mit dem nächsten Handgriff.',
  allGood: 'Alles ist da.',
  again: 'Noch einmal nachsehen',
  asking: 'Kulissen sieht nach',
  offline: 'Die Verbindung zum Server ist unterbrochen. Läuft npm start noch?',
  back: 'Zur Startseite',
  state: { ok: 'in Ordnung', warn: 'mit Einschränkung', bad: 'fehlt', unknown: 'noch unklar' },
  name: {
    engine: 'Container-Engine',
    images: 'Images',
    disk: 'Speicherplatz',
    memory: 'Arbeitsspeicher',
    clock: 'Uhr',
    ports: 'Ports',
  },
  said: {
    EngineAnswers: ({ version }) => `Docker Engine ${version} antwortet`,
    EngineDemo: () => 'Demo ohne Docker: Die Container sind nachgebildet',
    EngineDown: ({ message }) => `Die Docker Engine antwortet nicht${message ? `: ${message}` : ''}`,
    EngineAsked: () => 'Die Docker Engine wird noch gefragt',
    ImagesPresent: ({ count }) => (count === 1 ? 'Das Image ist vorhanden' : `Alle ${count} Images vorhanden`),
    ImagesMissing: ({ names }) => `Es fehlen: ${names}`,
    ImagesUnknown: () => 'Welche Images da sind, weiß nur die Engine',
    DiskEnough: (facts) => `${size(facts.bytes)} frei`,
    DiskLow: (facts) => `Nur noch ${size(facts.bytes)} frei`,
    DiskFull: (facts) => `Der Datenträger ist so gut wie voll: ${size(facts.bytes)} frei`,
    DiskUnknown: () => 'Der freie Platz ließ sich nicht feststellen',
    MemoryEnough: (facts) => `${size(facts.bytes)} von ${size(facts.total)} verfügbar`,
    MemoryLow: (facts) => `Nur ${size(facts.bytes)} von ${size(facts.total)} verfügbar`,
    ClockAgrees: () => 'Die Uhren von Server und Browser stimmen überein',
    ClockBehind: (facts) =>
      `Die Uhr des Servers geht nach: Sie zeigt ${time(facts.server)}, aber Kulissen wurde erst am ${time(facts.built)} gebaut`,
    ClockDiffers: (facts) => `Der Server zeigt ${time(facts.server)}, dieser Browser ${time(facts.here)}`,
    PortsFree: ({ ports }) => `Die Ports des Kubelets sind frei: ${ports}`,
    PortsTaken: ({ ports }) => `Ein anderes Programm belegt: ${ports}`,
  },
  todo: {
    EngineDemo:
      'Alle Lektionen lassen sich durchspielen, aber es läuft nichts wirklich. Für echte Container installieren Sie Docker und starten Kulissen neu.',
    EngineDown: 'Starten Sie die Engine. Kulissen merkt von selbst, wenn sie wieder antwortet.',
    ImagesMissing: 'Beenden Sie Kulissen und starten Sie es neu: npm start holt die fehlenden Images oder baut sie.',
    DiskLow: 'Räumen Sie vor einem langen Kurstag etwas auf.',
    DiskFull: 'Schaffen Sie Platz, sonst lassen sich Dateien nicht mehr speichern.',
    MemoryLow: 'Schließen Sie andere Programme, oder geben Sie der virtuellen Maschine mehr Arbeitsspeicher.',
    ClockBehind:
      'Zeiten in Protokollen stimmen nicht, und verschlüsselte Verbindungen können scheitern. Stellen Sie die Uhr des Rechners, auf dem Kulissen läuft:',
    ClockDiffers:
      'Eine der beiden Uhren geht falsch. Zeiten in Protokollen stimmen dann nicht, und Zertifikate gelten für den einen noch nicht oder für den anderen nicht mehr. Ist es die des Rechners, auf dem Kulissen läuft:',
    PortsTaken:
      'Vielleicht läuft hier schon ein Kubelet. Beenden Sie ihn, oder starten Sie Ihren mit --read-only-port und --healthz-port auf anderen Ports.',
  },
  command: {
    EngineDown: 'sudo systemctl start docker',
    EngineDemo: 'npm start',
    ImagesMissing: 'npm start',
    ClockBehind: 'sudo timedatectl set-ntp true',
    ClockDiffers: 'sudo timedatectl set-ntp true',
  },
};
