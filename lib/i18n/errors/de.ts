import { bytes, duration } from '../format';
import type { ErrorTexts } from './index';

const LOCALE = 'de';

export const de: ErrorTexts = {
  Invalid: ({ where }) =>
    `Der Server hat eine Angabe nicht verstanden (${where || 'unbenannt'}). Es wurde nichts geändert. Laden Sie die Seite neu; bleibt es dabei, passen Seite und Server nicht zusammen.`,
  NotFound: ({ what }) =>
    `${what || 'Das Gesuchte'} gibt es nicht mehr. Es wurde nichts geändert. Was noch da ist, zeigt die Bühne.`,
  Conflict: ({ file, room }) =>
    room
      ? 'Jemand anderes aus der Kursleitung war schneller: Der Raum hat sich geändert, seit diese Seite ihn gezeigt hat. Es wurde nichts getan. Sehen Sie nach, wie er jetzt ist, und entscheiden Sie neu.'
      : `${file || 'Die Datei'} wurde inzwischen an anderer Stelle geändert und deshalb nicht überschrieben. Vergleichen Sie beide Fassungen und entscheiden Sie, welche bleibt.`,
  Exists: ({ file }) =>
    `${file || 'Eine Datei dieses Namens'} gibt es schon und bleibt, wie sie ist. Wählen Sie einen anderen Namen.`,
  BadFileName: ({ file }) =>
    `${file ? `„${file}“` : 'Das'} geht nicht als Dateiname. Erlaubt ist ein einfacher Name ohne Schrägstrich, der nicht mit einem Punkt beginnt, zum Beispiel nginx.yaml.`,
  TooLarge: ({ file, bytes: size, limit }) =>
    `${file || 'Die Datei'} ist zu groß (${amount(size)}, höchstens ${amount(limit)}) und wurde nicht gespeichert. Ein Manifest braucht nur wenige Kilobyte; kürzen Sie die Datei.`,
  DiskFull: ({ file }) =>
    `Der Datenträger ist voll: ${file || 'Die Datei'} wurde nicht gespeichert, die vorige Fassung ist unversehrt. Schaffen Sie Platz, etwa mit „docker image ls“ und „docker rmi“, und speichern Sie noch einmal.`,
  WriteFailed: ({ file, message }) =>
    `${file || 'Die Datei'} ließ sich nicht schreiben${said(message)}. Die vorige Fassung ist unversehrt. Prüfen Sie die Rechte des Ordners und speichern Sie noch einmal.`,
  EngineUnavailable: ({ message }) =>
    `Die Docker Engine antwortet nicht${said(message)}. Solange sie fehlt, kann der Kubelet nichts starten oder beenden. Prüfen Sie sie mit „sudo systemctl status docker“; sobald sie wieder da ist, geht es von selbst weiter.`,
  BrokerAway: () =>
    'Der Teil des Servers, der Engine und Terminals hält, antwortet nicht. Der Befehl wurde womöglich nicht ausgeführt. Die Verbindung kommt von selbst wieder; die Bühne zeigt dann, was gilt.',
  NotRunning: ({ container }) =>
    `${container ? `Der Container ${container}` : 'Der Container'} läuft nicht mehr, es gab also nichts zu beenden. Seinen jetzigen Zustand zeigt die Bühne.`,
  NoMemoryLimit: ({ container }) =>
    `${container ? `Der Container ${container}` : 'Der Container'} hat kein Speicherlimit, und ohne Limit träfe das Füllen den ganzen Rechner. Setzen Sie resources.limits.memory im Manifest.`,
  NotOurs: () =>
    'Dieser Container gehört nicht zu Ihrem Labor und wurde nicht angerührt. Eingreifen lässt sich nur bei den Containern auf der Bühne.',
  TooManyTerminals: ({ limit }) =>
    `Mehr als ${limit || 'die jetzigen'} Terminals gehen nicht zugleich. Schließen Sie einen Reiter, dann lässt sich ein neuer öffnen.`,
  TerminalGone: () =>
    'Dieses Terminal gibt es nicht mehr; seine Shell ist beendet. Öffnen Sie ein neues, Ihre Dateien sind unverändert.',
  InputTooLarge: ({ bytes: size, limit }) =>
    `Die Eingabe ist zu lang (${amount(size)}, höchstens ${amount(limit)} auf einmal) und kam nicht an. Legen Sie so viel Text als Datei im Editor an.`,
  KubeletRuns: () =>
    'Auf diesem Node läuft schon ein Kubelet. Sein Log steht in dem Terminal, in dem er gestartet wurde; Strg+C beendet ihn dort.',
  KubeletStopped: () =>
    'Es läuft kein Kubelet, also gibt es keine Schleife zu steuern. Starten Sie ihn im Terminal mit „sudo ./kubelet“ und versuchen Sie es dann noch einmal.',
  Busy: () =>
    'Gerade wird schon ein Schritt vorgeführt oder zurückgesetzt. Warten Sie das Ende ab und versuchen Sie es dann noch einmal.',
  TooManyRequests: ({ retryMs }) =>
    `Das waren zu viele Befehle in kurzer Zeit; dieser wurde nicht ausgeführt. In ${wait(retryMs)} geht es weiter.`,
  ReadOnly: () =>
    'Dieser Tab sieht nur einem fremden Lab zu; dort wurde nichts geändert. Bitten Sie darum, tippen zu dürfen, und warten Sie, bis es am Platz erlaubt wurde.',
  Elsewhere: () =>
    'Sie arbeiten an diesem Platz gerade an einem anderen Gerät; hier wurde nichts geändert. Mit „Hier weiterarbeiten“ oben holen Sie den Platz hierher.',
  NotAllowed: () =>
    'Das darf diese Sitzung nicht, und es wurde nichts geändert. Die Kursleitung meldet sich mit dem Geheimnis auf ihrer eigenen Seite an.',
  Failed: ({ message }) =>
    `Das ist am Server gescheitert${said(message)}. Was davon schon geschehen ist, zeigt die Bühne. Versuchen Sie es noch einmal; mehr steht im Protokoll des Servers.`,
  Timeout: () =>
    'Der Server hat nicht rechtzeitig geantwortet. Ob der Befehl noch ausgeführt wurde, zeigt die Bühne; sehen Sie dort nach, bevor Sie ihn wiederholen.',
  Offline: () =>
    'Keine Verbindung zum Server: Es wurde nichts gesendet. Die Seite verbindet sich von selbst wieder; wiederholen Sie dann den Befehl.',
};

const amount = (value: number | string | undefined): string => (typeof value === 'number' ? bytes(value, LOCALE) : '?');
const wait = (value: number | string | undefined): string =>
  duration(Math.max(1000, typeof value === 'number' ? value : 1000), LOCALE);
const said = (message: number | string | undefined): string => (message ? ` („${message}“)` : '');
