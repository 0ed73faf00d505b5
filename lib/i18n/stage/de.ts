const list = (names: string[]) => names.join(', ').replace(/, ([^,]*)$/, ' und $1');
const plural = (n: number, one: string, many: string) => `${n}\u00a0${n === 1 ? one : many}`;

export const de = {
  stage: 'Bühne',
  asText: 'Als Text',
  demo: { badge: 'Demo', title: 'Container nur im Speicher nachgebildet, ohne Docker' },
  connecting: 'Verbindung wird aufgebaut.',
  stale: (since: string) =>
    `Verbindung seit ${since} unterbrochen. Sie sehen den Stand von da; Ihre Container hängen nicht an ihr.`,

  desired: {
    title: 'Soll',
    sub: 'was die Manifeste verlangen',
    empty: 'Noch kein Pod. Legen Sie eine Datei in `kubelet-manifests` an.',
    noFolder: 'Der Ordner `kubelet-manifests` fehlt noch. `mkdir kubelet-manifests` legt ihn an.',
    state: {
      read: 'gelesen',
      new: 'neu',
      changed: 'geändert',
      error: 'Fehler',
      ignored: 'übergangen',
      conflict: 'Konflikt',
    },
    errorAt: (line: number) => `Fehler in Zeile\u00a0${line}`,
    conflict: 'Eine andere Datei nennt denselben Pod.',
    drops: (left: string) => `Der Pod läuft noch, bis der Kubelet in ${left} die Liste neu liest.`,
    dropsNow: 'Der Pod endet mit der nächsten Liste.',
    total: (all: number, read: number) => `${plural(all, 'Manifest', 'Manifeste')}, ${read} gelesen`,
  },

  arrows: {
    reads: 'liest',
    readAgo: (ago: string) => `**gelesen** vor ${ago}`,
    acts: 'handelt',
    acting: (what: string) => `**handelt:** ${what}`,
    actedAgo: (ago: string) => `**gehandelt** vor ${ago}`,
    observes: 'beobachtet',
    observedAgo: (ago: string) => `**beobachtet** vor ${ago}`,
    action: {
      MountVolume: 'Volume bereitstellen',
      UnmountVolume: 'Volume abbauen',
      StopSandbox: 'Sandbox stoppen',
      CreateSandbox: 'Sandbox anlegen',
      KillContainer: 'beenden',
      RemoveContainer: 'entfernen',
      RemoveSandbox: 'Sandbox entfernen',
      StartContainer: 'starten',
      Wait: 'warten',
    },
  },

  kubelet: {
    title: 'Kubelet',
    state: { stopped: 'gestoppt', starting: 'startet', running: 'läuft', stopping: 'endet', failed: 'Fehler' },
    phase: { observe: 'Beobachten', compare: 'Vergleichen', act: 'Handeln' },
    phases: 'Phasen der Schleife',
    older: 'Entscheidungen davor',
    agree: 'Soll und Ist stimmen überein.',
    nothingDesired: 'Kein Manifest verlangt einen Pod, und auf dem Node läuft keiner.',
    allRun: (pods: number) => `${plural(pods, 'Pod', 'Pods')}: nichts zu tun.`,
    run: (names: string[]) =>
      names.length === 1 ? `${names[0]} läuft: nichts zu tun.` : `${list(names)} laufen: nichts zu tun.`,
    runMany: (pods: number) => `${pods}\u00a0Pods laufen: nichts zu tun.`,
    waits: (name: string, left: string, attempt: number) =>
      `${name} wartet noch ${left}, dann startet Versuch\u00a0${attempt}.`,
    waitsPull: (name: string, left: string) => `${name} wartet noch ${left}, dann wird das Image wieder abgerufen.`,
    due: (name: string, attempt: number) => `${name} hat ausgewartet, gleich startet Versuch\u00a0${attempt}.`,
    more: (n: number) => `${plural(n, 'weiterer Container wartet', 'weitere Container warten')}.`,
    ends: (name: string, left: string) => `${name} endet, Frist noch ${left}.`,
    ending: (name: string) => `${name} endet.`,
    works: (name: string) => `${name} ist noch nicht so weit, wie das Manifest es verlangt.`,
    stopped: 'Der Kubelet läuft nicht.',
    stoppedHow: 'Starten Sie ihn im Terminal:',
    stoppedNote: 'Container leben ohne ihn weiter, aber niemand startet neu, was endet.',
    starting: 'Der Kubelet startet.',
    startingWhy: 'Er liest erst alle Quellen, bevor er etwas beendet.',
    stopping: 'Der Kubelet endet.',
    stoppingWhy: 'Seine Container laufen weiter.',
    failed: (code: number) => `Der Kubelet ist mit Exit-Code\u00a0${code} geendet.`,
    failedUnknown: 'Der Kubelet ist unerwartet geendet.',
    engineGone: 'Der Kubelet wartet auf die Docker Engine.',
    engineGoneWhy: 'Er weiß nicht, was läuft, also beschließt er nichts.',
    compact: (want: number, same: number, differ: number) => `Soll ${want} · gleich ${same} · abweichend ${differ}`,
  },

  engine: {
    gone: 'Die Docker Engine antwortet nicht. Der Kubelet wartet; Ihre Container laufen vielleicht noch. `sudo systemctl start docker`',
    words: (since: string) => `Seit ${since}. Die Engine sagt:`,
    since: (since: string) => `Seit ${since}.`,
    docker: (version: string) => `Docker Engine${version ? ` ${version}` : ''}`,
    memory: 'Demo: im Speicher, ohne Docker',
    connecting: 'Docker Engine, wird gesucht',
    unavailable: 'Docker Engine antwortet nicht',
    counts: (running: number, starting: number, exited: number) =>
      [
        running ? `${running}\u00a0${running === 1 ? 'läuft' : 'laufen'}` : '',
        starting ? `${starting}\u00a0${starting === 1 ? 'startet' : 'starten'}` : '',
        exited ? `${exited}\u00a0beendet` : '',
      ]
        .filter(Boolean)
        .join(', ') || 'kein Container',
  },

  actual: {
    title: 'Ist',
    sub: 'was auf dem Node läuft',
    node: (name: string) => `Node ${name}`,
    empty: 'Auf dem Node läuft noch kein Pod.',
    planned: 'nur gewünscht, noch nichts gebaut',
    withoutKubelet: 'ohne Kubelet',
    attempt: (n: number) => `Versuch\u00a0${n}`,
    dead: (attempt: number, exitCode: number) => `Versuch\u00a0${attempt}, Exit\u00a0${exitCode}`,
    deadPause: (attempt: number, exitCode: number) => `pause, Versuch\u00a0${attempt}, Exit\u00a0${exitCode}`,
    startsIn: (left: string) => `startet in **${left}**`,
    pullsIn: (left: string) => `nächster Abruf in **${left}**`,
    due: 'ist jetzt dran',
    grace: (left: string) => `Frist noch **${left}**`,
    holdsAddress: 'hält die Adresse',
    pauseStarts: 'entsteht',
    pauseDead: (exitCode: number) => `beendet, Exit\u00a0${exitCode}`,
    odd: 'Auffällig',
    quiet: 'Running und Ready',
    pods: (n: number) => plural(n, 'Pod', 'Pods'),
    byName: (n: number) => `${plural(n, 'Pod', 'Pods')}, nach Name`,
    facts: {
      id: 'ID',
      ready: 'Ready',
      restarts: 'Neustarts',
      ports: 'Ports',
      qos: 'QoS',
      notYet: 'noch nicht',
      none: 'keine',
      before: 'davor',
      ran: (span: string) => `lief ${span}`,
    },
  },

  word: { planned: 'nur gewünscht', starting: 'startet', created: 'angelegt', waiting: 'wartet' },

  kill: {
    label: (name: string) => `Container ${name} beenden`,
    pauseLabel: (pod: string) => `Sandbox von ${pod} beenden`,
  },

  name: {
    room: (pod: string, phase: string, ip: string) => `Pod ${[pod, phase, ip].filter(Boolean).join(', ')}.`,
    container: (name: string, attempt: number, word: string) => `Container ${name}, Versuch ${attempt}, ${word}.`,
    pause: (attempt: number, word: string) => `Sandbox, Versuch ${attempt}, ${word}.`,
  },

  say: {
    died: (name: string, exitCode: number) => `${name} beendet, Exit-Code ${exitCode}.`,
    starts: (name: string, attempt: number) => `Kubelet startet ${name}, Versuch ${attempt}.`,
    runs: (name: string) => `${name} läuft.`,
    waits: (name: string, left: string) => `${name} wartet ${left}.`,
    soon: (name: string, left: string) => `${name} startet in ${left}.`,
    rejected: (file: string) => `${file} ist abgelehnt.`,
    kubelet: {
      stopped: 'Kubelet gestoppt.',
      starting: 'Kubelet startet.',
      running: 'Kubelet läuft.',
      stopping: 'Kubelet endet.',
      failed: 'Kubelet mit Fehler geendet.',
    },
    engineGone: 'Die Docker Engine antwortet nicht.',
    engineBack: 'Die Docker Engine antwortet wieder.',
  },
};
