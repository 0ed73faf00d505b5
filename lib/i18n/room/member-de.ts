import { duration } from '../format';

export const de = {
  bar: 'Workshop',
  closed: 'Raum geschlossen',
  closedHint: 'Es kommt niemand mehr herein. Ihr Labor bleibt, wie es ist.',
  close: 'Schließen',
  cancel: 'Abbrechen',
  seat: {
    menu: (name: string) => `Ihr Platz: ${name}`,
    title: 'Ihr Platz',
    name: 'Name',
    resume: 'Wiedereinstiegs-Code',
    resumeHint:
      'Mit diesem Code kommen Sie auf jedem Gerät an diesen Platz zurück. Fotografieren Sie ihn am besten gleich; wer ihn kennt, sitzt an Ihrem Platz.',
    resumeWay: 'Einzulösen auf der Seite, auf der Sie den Code des Workshops eingegeben haben.',
    idle: (ms: number) =>
      `Sind Sie ${duration(ms, 'de')} lang mit keinem Fenster da, ruht Ihr Labor: Terminals und Kubelet enden, Dateien und Container bleiben. Sobald Sie wiederkommen, geht es weiter.`,
    copy: 'Code kopieren',
    copied: 'Kopiert',
    copyFailed: 'Der Browser erlaubt das Kopieren nicht; markieren Sie den Text.',
  },
  start: {
    seat: (n: string, name: string) => `Sie haben Platz ${n}, ${name}.`,
    code: 'Wiedereinstiegs-Code zeigen',
  },
  hand: {
    raise: 'Hilfe rufen',
    raised: 'Hilfe gerufen',
    raiseHint: 'Die Kursleitung sieht Ihre Meldung und kommt der Reihe nach.',
    lowerHint: 'Meldung zurückziehen',
    since: (ms: number) => `seit ${duration(ms, 'de')}`,
  },
  leader: {
    none: 'Die Leitung zeigt gerade keinen Schritt',
    at: (place: string) => `Die Leitung zeigt: ${place}`,
    here: 'Die Leitung zeigt diesen Schritt',
    unknown: 'ein Schritt, den es hier nicht gibt',
    step: (lesson: string, step: string) => `${lesson} · ${step}`,
    go: 'Hingehen',
    follow: 'Folgen',
    followHint: 'Ihr Text blättert mit, wenn die Leitung weitergeht. Labor und Dateien bleiben unberührt.',
    catchUp: 'Aufholen …',
  },
  catchUp: {
    title: 'Zum Stand der Leitung aufholen',
    goes: (place: string) =>
      `Ihr Labor wird so hergerichtet, wie „${place}“ beginnt: Der Kubelet wird beendet, Ihre Container und Manifeste werden entfernt und neu angelegt.`,
    stays: 'Es bleiben: was Sie in den anderen Schritten erledigt haben, Ihre Antworten und Ihre Terminals.',
    kept: 'Ihre Manifeste von jetzt hebt dieser Tab auf, bis Sie ihn schließen. Mit „Zurück zu meinem Stand“ legen Sie sie wieder in den Ordner.',
    confirm: 'Aufholen',
    playing: 'Ihr Labor wird hergerichtet …',
    back: 'Zurück zu meinem Stand …',
    backTitle: 'Zurück zum eigenen Stand',
    backGoes: (place: string, files: string) =>
      `Ihr Labor wird so hergerichtet, wie „${place}“ beginnt; dann kommen Ihre aufgehobenen Manifeste wieder in den Ordner: ${files}.`,
    backStays:
      'Der Kubelet startet daraus Ihre Pods neu. Was Sie seit dem Aufholen an Manifesten geschrieben haben, wird überschrieben, wenn es ebenso heißt.',
    backConfirm: 'Zurückgehen',
    noFiles: 'keine',
    unread: 'Ihre Manifeste ließen sich nicht lesen und aufheben; es wurde nichts verändert.',
  },
  announcement: {
    label: 'Durchsage der Kursleitung',
    copy: 'Kopieren',
    type: 'Ins Terminal',
    typed: 'Getippt',
    dismiss: 'Durchsage ausblenden',
    again: 'Letzte Durchsage',
  },
  watched: 'Die Leitung sieht zu',
  watchedHint: 'Sie sieht Ihr Terminal, Ihren Editor und Ihre Bühne. Tippen kann sie erst, wenn Sie es erlauben.',
  typing: {
    title: 'Darf die Leitung bei Ihnen tippen?',
    asks: 'Die Kursleitung möchte in Ihren Terminals tippen. Ihr Editor und Ihre Lektion bleiben bei Ihnen. Sie sehen alles, was sie tippt, und können es jederzeit beenden.',
    allow: 'Erlauben',
    refuse: 'Nicht jetzt',
    granted: 'Die Leitung darf bei Ihnen tippen',
    end: 'Beenden',
  },
  elsewhere: {
    open: 'Ihr Platz ist schon auf einem anderen Gerät offen',
    taken: 'Sie arbeiten jetzt auf einem anderen Gerät',
    looks: 'Hier sehen Sie zu: Terminal, Editor und Bühne laufen mit, geändert wird nichts.',
    take: 'Hier weiterarbeiten',
  },
  wait: {
    queued: (before: number) =>
      before === 0
        ? 'Ihr Labor ist als Nächstes an der Reihe'
        : `Vor Ihnen ${before === 1 ? 'wird noch ein Labor' : `werden noch ${before} Labore`} eingerichtet`,
    opening: 'Ihr Labor wird eingerichtet',
    hostAway: 'Der Rechner für Ihr Labor ist gerade nicht erreichbar',
    hostAwayHint: (message: string) =>
      `Sobald er wieder da ist, geht es von selbst weiter. Der Server sagt: „${message}“.`,
    failed: 'Ihr Labor ließ sich nicht einrichten',
    theirs: 'An diesem Platz ist gerade kein Labor geöffnet. Es erscheint von selbst, sobald es da ist.',
    meanwhile: 'Das geht von selbst weiter. Lesen können Sie schon; Terminal, Editor und Bühne kommen gleich.',
    failedHint: (message: string) =>
      `${message ? `Der Server sagt: „${message}“. ` : ''}Rufen Sie die Kursleitung: Sie kann Ihren Platz neu aufsetzen.`,
  },
  look: {
    bar: (name: string) => `Sie sehen den Platz von ${name}`,
    gone: 'Diesen Platz gibt es nicht mehr.',
    readOnly: 'nur ansehen',
    asked: 'Bitte gestellt; es fehlt noch der Klick am Platz',
    granted: 'Sie dürfen im Terminal tippen',
    ask: 'Ums Tippen bitten',
    takeBack: 'Bitte zurückziehen',
    giveBack: 'Tippen beenden',
    lowerHand: 'Meldung erledigt',
    end: 'Zur Übersicht',
  },
  trainer: {
    lead: 'Sie leiten diesen Workshop',
    board: 'Übersicht',
    present: 'Vortragen',
    show: 'Diesen Schritt zeigen',
    shown: 'Alle sehen: dieser Schritt',
    follow: 'Dieses Fenster geht mit',
    followHint: 'Für den Projektor: blättert weiter, wenn die Leitung an anderer Stelle weitergeht.',
  },
};
