/** Stunden auf halbe gerundet: 3½. */
const halves = (minutes: number): string => {
  const all = Math.round(minutes / 30);
  return `${Math.floor(all / 2)}${all % 2 ? '½' : ''}`;
};

export const de = {
  title: 'Kubernetes aus seinen Teilen bauen und dabei zusehen.',
  lead: 'Ein Arbeitsbuch im Browser. Sie schreiben Manifeste, tippen Befehle, nehmen Container weg. Die Bühne zeigt, was der Kubelet will, was er vorfindet und was er als Nächstes tut, mit Begründung.',
  real: 'Die Container sind echt.',
  demo: 'Auf diesem Rechner läuft die Demo ohne Docker: Die Container sind nachgebildet.',
  begin: 'Mit dem Rundgang beginnen',
  goOn: 'Weitermachen',
  facts: (minutes: number, steps: number, lessons: number) =>
    `${lessons === 1 ? `${steps} Schritte` : `${lessons} Lektionen`}, rund ${minutes < 90 ? `${minutes}\u00a0Minuten` : `${halves(minutes)}\u00a0Stunden`}.`,
  kept: 'Ihr Stand bleibt erhalten.',
  waiting: 'Kulissen sieht nach, was dieser Rechner mitbringt',
  preflight: 'Alles ansehen',
  stageNote: 'Aufzeichnung eines echten Laufs',
};
