export const de = {
  title: 'Kubernetes aus seinen Teilen bauen und dabei zusehen.',
  lead: 'Ein Arbeitsbuch im Browser. Sie schreiben Manifeste, tippen Befehle, nehmen Container weg. Die Bühne zeigt, was der Kubelet will, was er vorfindet und was er als Nächstes tut, mit Begründung.',
  real: 'Die Container sind echt.',
  demo: 'Auf diesem Rechner läuft die Demo ohne Docker: Die Container sind nachgebildet.',
  begin: 'Mit dem Rundgang beginnen',
  goOn: 'Weitermachen',
  facts: (minutes: number, steps: number) => `${steps} Schritte, rund ${minutes}\u00a0Minuten.`,
  kept: 'Ihr Stand bleibt erhalten.',
  check: {
    engine: (version: string) => `Docker Engine ${version} antwortet`,
    memory: 'Demo ohne Docker',
    engineDown: 'Die Container-Engine antwortet nicht',
    waiting: 'Verbindung wird aufgebaut',
    node: (name: string) => `Node ${name}`,
    files: (folder: string) => `Ihre Dateien: ${folder}`,
  },
  stageNote: 'Die Bühne dieses Rechners, live',
};
