import type { AuthorityTexts } from './index';

export const de: AuthorityTexts = {
  title: 'Das Zertifikat dieses Workshops',
  paragraphs: [
    'Dieser Server verschlüsselt, was zwischen Ihrem Browser und ihm läuft. Er ist nur in diesem Netz zu erreichen; darum gibt es für ihn kein Zertifikat, das Ihr Browser schon kennt, und der Browser warnt.',
    'Sie können die Warnung einmal bestätigen und weiterarbeiten. Oder Sie vertrauen für die Dauer des Workshops der Zertifizierungsstelle dieses Servers; dann verschwindet die Warnung.',
    'Wer einer Zertifizierungsstelle vertraut, glaubt ihr jeden Namen im Netz. Tun Sie es nur auf einem Gerät, über das Sie selbst bestimmen, nur nach dem Vergleich des Fingerabdrucks, und machen Sie es nach dem Workshop rückgängig.',
  ],
  download: 'Zertifikat herunterladen (ca.crt)',
  fingerprint: 'Fingerabdruck (SHA-256)',
  compare:
    'Vergleichen Sie ihn mit dem, der auf der Konsole des Servers steht; Ihre Trainerin oder Ihr Trainer zeigt ihn. Nur dieser Vergleich schützt Sie: Diese Seite könnte jemand unterwegs verändert haben.',
  clock: (time) =>
    `Die Uhr dieses Servers zeigt ${time}. Weicht sie um mehr als einen Tag von der Ihres Geräts ab, kann der Browser das Zertifikat ablehnen, weil es noch nicht oder nicht mehr gilt. Dann ist eine der beiden Uhren zu stellen.`,
  systems: [
    {
      name: 'Firefox (jedes System)',
      steps: [
        'Einstellungen → Datenschutz & Sicherheit → Zertifikate anzeigen → Zertifizierungsstellen → Importieren.',
        'ca.crt wählen und „Dieser CA vertrauen, um Websites zu identifizieren“ ankreuzen.',
      ],
    },
    {
      name: 'Windows (Edge, Chrome)',
      steps: [
        'ca.crt doppelklicken → Zertifikat installieren → Aktueller Benutzer.',
        '„Alle Zertifikate in folgendem Speicher speichern“ → Vertrauenswürdige Stammzertifizierungsstellen.',
      ],
    },
    {
      name: 'macOS (Safari, Chrome)',
      steps: [
        'ca.crt doppelklicken; es erscheint in der Schlüsselbundverwaltung.',
        'Dort das Zertifikat öffnen → Vertrauen → Bei Verwendung dieses Zertifikats: Immer vertrauen.',
      ],
    },
    {
      name: 'Linux (Chrome, Chromium)',
      steps: ['chrome://certificate-manager öffnen → Lokale Zertifikate → Importieren, und ca.crt wählen.'],
    },
    {
      name: 'iPhone und iPad',
      steps: [
        'Diese Seite in Safari öffnen, das Zertifikat laden und das Profil erlauben.',
        'Einstellungen → Allgemein → VPN und Geräteverwaltung → Profil installieren.',
        'Einstellungen → Allgemein → Info → Zertifikatsvertrauenseinstellungen → einschalten.',
      ],
    },
    {
      name: 'Android',
      steps: [
        'Einstellungen → Sicherheit → Verschlüsselung und Anmeldedaten → Zertifikat installieren → CA-Zertifikat.',
        'Die Namen dieser Menüs unterscheiden sich je nach Hersteller; suchen Sie in den Einstellungen nach „Zertifikat“.',
      ],
    },
  ],
  removeHeading: 'Nach dem Workshop',
  remove: 'Entfernen Sie das Zertifikat an derselben Stelle wieder. Sein Name beginnt mit „Kulissen“.',
  goOn: 'Weiter zum Workshop',
  otherLanguage: 'English',
};
