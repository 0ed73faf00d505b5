// What `./kubelet` says in its own name; everything else is the kubelet's log.
import type { Texts } from '@/lib/i18n/locale';

interface HostedTexts {
  serverGone: string;
  serverEnded: string;
  notAllowed: string;
  clientMissing: string;
  busy(terminal: string): string;
  failed(message: string): string;
}

export const hostedTexts: Texts<HostedTexts> = {
  de: {
    serverGone: 'kubelet: Der Kulissen-Server läuft nicht; starten Sie ihn mit „npm start“ im Projektordner.',
    serverEnded: 'kubelet: Der Kulissen-Server wurde beendet und mit ihm der Kubelet; die Container laufen weiter.',
    notAllowed: 'kubelet: Der Kulissen-Server gehört einem anderen Benutzer; versuchen Sie es mit „sudo ./kubelet“.',
    clientMissing: 'kubelet: Kulissen ist nicht mehr da, wo es war; starten Sie es neu mit „npm start“.',
    busy: (terminal) =>
      `kubelet: Auf diesem Node läuft schon ein Kubelet${terminal && ` (Terminal ${terminal})`}; beenden Sie ihn dort mit Strg+C.`,
    failed: (message) => `kubelet: ${message}`,
  },
  en: {
    serverGone: 'kubelet: the Kulissen server is not running; start it with “npm start” in the project folder.',
    serverEnded: 'kubelet: the Kulissen server has ended, and the kubelet with it; the containers live on.',
    notAllowed: 'kubelet: the Kulissen server belongs to another user; try “sudo ./kubelet”.',
    clientMissing: 'kubelet: Kulissen is no longer where it was; start it again with “npm start”.',
    busy: (terminal) =>
      `kubelet: a kubelet is already running on this node${terminal && ` (terminal ${terminal})`}; stop it there with Ctrl-C.`,
    failed: (message) => `kubelet: ${message}`,
  },
};
