import { checksDe } from './checks-de';

export const de = {
  pane: 'Lektion',
  overline: (lesson: string, step: number, steps: number) => `${lesson} · Schritt ${step} von ${steps}`,
  code: {
    terminal: 'Terminal',
    output: 'Ausgabe',
    copy: 'Kopieren',
    copied: 'kopiert',
    copyFailed: 'nicht kopiert',
    run: 'Ausführen',
    typed: 'eingetippt',
    toEditor: 'In den Editor',
    fills: 'Ausführen und Kopieren setzen ein:',
    unknownYet: (what: string) => `${what}: noch nicht da`,
  },
  variable: {
    container: (name: string) => `ID von ${name}`,
    sandbox: () => 'ID des pause-Containers',
    pauseId: () => 'ID des pause-Containers',
    podIP: () => 'IP des Pods',
    home: () => 'Arbeitsordner',
    manifestDir: () => 'Manifest-Ordner',
    node: () => 'Name des Nodes',
  },
  tasks: {
    title: 'Aufgaben',
    count: (done: number, all: number) => `${done} von ${all} erledigt`,
    state: { open: 'offen', watching: 'beobachte', done: 'erledigt', paused: 'pausiert' },
    offline: 'Keine Verbindung zum Server. Die Prüfung geht weiter, sobald sie wieder da ist.',
    brokerGone:
      'Der Teil des Servers, der Engine und Terminals hält, antwortet nicht. Die Prüfung geht weiter, sobald er wieder da ist.',
    engineGone: 'Die Docker Engine antwortet nicht. Die Prüfung geht weiter, sobald sie wieder da ist.',
    announceDone: (task: string) => `Aufgabe erledigt: ${task}.`,
  },
  hint: {
    section: 'Hinweise',
    title: (level: number, levels: number) => `Hinweis ${level} von ${levels}`,
    none: (levels: number) => (levels === 1 ? '1 Hinweis' : `${levels} Hinweise`),
    first: 'Hinweis zeigen',
    next: 'Nächster Hinweis',
  },
  solve: {
    action: 'Vormachen',
    question: 'Die Lösung der nächsten offenen Aufgabe wird in Ihr Terminal getippt.',
    playing: 'Wird vorgemacht …',
  },
  reset: {
    action: 'Schritt zurücksetzen',
    question:
      'Der Kubelet wird beendet, Container und Manifeste dieses Labs werden entfernt. Dann entsteht der Stand vom Anfang dieses Schritts.',
    confirm: 'Zurücksetzen',
    lesson: 'Ganze Lektion von vorn',
    playing: 'Der Anfang des Schritts wird hergestellt …',
  },
  cancel: 'Abbrechen',
  blocked: {
    title: 'Für diesen Schritt fehlt etwas',
    remedy: 'Anfang des Schritts herstellen',
  },
  question: {
    predict: 'Ihre Vorhersage',
    quiz: 'Frage',
    mine: 'Ihre Antwort',
    wasSo: 'so war es',
    right: 'richtig',
    wrong: 'trifft nicht zu',
    pending: 'Die Antwort gibt der Node.',
  },
  foot: {
    back: 'Zurück',
    backTo: (title: string) => `Zurück: ${title}`,
    next: (title: string) => `Weiter: ${title}`,
    end: 'Ende der Lektion',
  },
  failure: {
    Timeout:
      'Das Ergebnis blieb aus. Sehen Sie im Terminal nach, was der letzte Befehl meldet, oder setzen Sie den Schritt zurück.',
    Invalid: 'Der Ausgangszustand fehlt. Stellen Sie zuerst den Anfang des Schritts her.',
  },
  check: checksDe,
};
