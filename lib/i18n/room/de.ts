import type { DoorTexts } from './index';

export const de: DoorTexts = {
  joinTitle: 'Mitmachen – Kulissen',
  trainerTitle: 'Workshop leiten – Kulissen',
  language: 'Sprache',
  join: {
    heading: 'Am Workshop teilnehmen',
    lead: 'Sie bekommen ein eigenes Labor: einen Node, ein Terminal und Container, die nur Ihnen gehören. Was Sie dort tun, stört niemanden.',
    code: 'Code des Workshops',
    codeHint: 'Sechs Zeichen; er steht an der Wand oder kommt von der Kursleitung.',
    name: 'Ihr Name',
    nameHint: 'So sieht die Kursleitung Sie. Ein Vorname oder Spitzname genügt.',
    submit: 'Platz nehmen',
    haveResume: 'Ich habe schon einen Platz und bringe meinen Wiedereinstiegs-Code mit',
    haveCode: 'Ich nehme zum ersten Mal Platz',
    toTrainer: 'Ich leite den Workshop',
  },
  resume: {
    heading: 'Zurück an Ihren Platz',
    lead: 'Mit dem Wiedereinstiegs-Code arbeiten Sie auf diesem Gerät dort weiter, wo Sie aufgehört haben. Dateien, Terminals und Container sind noch da.',
    code: 'Wiedereinstiegs-Code',
    codeHint: 'Zehn Zeichen; im Labor steht er im Menü hinter Ihrem Namen.',
    submit: 'Weiterarbeiten',
  },
  trainer: {
    heading: 'Den Workshop leiten',
    lead: 'Von hier aus sehen Sie, wer wo steht und wer Hilfe braucht, und führen die Gruppe durch die Schritte.',
    secret: 'Geheimnis der Kursleitung',
    secretHint:
      'Es steht im Terminal, in dem der Workshop gestartet wurde; oder dort steht, in welcher Datei es liegt.',
    submit: 'Zur Übersicht',
    toJoin: 'Ich möchte teilnehmen',
  },
  entering: 'Einen Moment …',
  codeMissing: 'Bitte tragen Sie den Code des Workshops ein.',
  resumeMissing: 'Bitte tragen Sie Ihren Wiedereinstiegs-Code ein.',
  secretMissing: 'Bitte tragen Sie das Geheimnis ein.',
  refused: {
    'wrong-code':
      'Zu diesem Code gibt es keinen Workshop. Vergleichen Sie Zeichen für Zeichen; Null, Eins und die Buchstaben I, L und O kommen nicht vor.',
    'wrong-secret':
      'Dieses Geheimnis gilt nicht. Es steht dort, wo der Workshop gestartet wurde; achten Sie auf Groß- und Kleinschreibung.',
    closed:
      'Der Raum ist gerade geschlossen, deshalb wird niemand neu hereingelassen. Bitten Sie die Kursleitung, ihn zu öffnen, und versuchen Sie es dann noch einmal.',
    full: 'Alle Plätze sind besetzt. Sagen Sie der Kursleitung Bescheid: Sie kann einen verlassenen Platz freigeben.',
    'name-missing': 'Bitte tragen Sie einen Namen ein, an dem die Kursleitung Sie erkennt.',
    'name-taken':
      'Diesen Namen trägt schon jemand im Raum. Hängen Sie einen Buchstaben an. Wenn Sie das selbst sind, kommen Sie mit Ihrem Wiedereinstiegs-Code an Ihren Platz zurück.',
    'too-many-tries':
      'Gerade gab es zu viele falsche Versuche. Warten Sie eine Minute und versuchen Sie es dann noch einmal.',
    'needs-tls':
      'Diese Verbindung ist nicht verschlüsselt; das Geheimnis könnte im Netz mitgelesen werden. Die Leitung kommt deshalb nur über https herein oder am Server selbst über http://localhost.',
    unavailable:
      'Der Server kann gerade nichts aufschreiben, auch Ihren Platz nicht: Sein Datenträger ist voll oder seine Datenbank nicht erreichbar. Sagen Sie der Kursleitung Bescheid und versuchen Sie es dann noch einmal; wer schon einen Platz hat, behält ihn.',
    unreachable:
      'Der Server hat nicht geantwortet, Sie sind noch nicht im Raum. Sind Sie im Netz des Workshops? Versuchen Sie es dann noch einmal.',
  },
  wrongResume:
    'Zu diesem Code gibt es keinen Platz. Vergleichen Sie Zeichen für Zeichen. Wurde Ihr Platz aufgelöst, nehmen Sie neu Platz.',
  noWorkshop:
    'Auf diesem Server läuft kein Workshop, sondern ein Labor für eine Person. Dort geht es ohne Code weiter.',
  toStart: 'Zur Startseite',
  alreadyIn: 'Sie haben in diesem Browser schon einen Platz.',
  goOn: 'Dort weiterarbeiten',
  noScript: 'Ohne JavaScript geht es hier nicht weiter. Bitte schalten Sie es für diese Seite ein.',
};
