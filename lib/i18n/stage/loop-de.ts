import type { ComparisonRow, WakeCause } from '@/lib/protocol/view';

const containers = (n: number) => (n === 1 ? '1\u00a0Container' : `${n}\u00a0Container`);

export const loopDe = {
  controls: 'Schleife steuern',
  pause: 'Schleife anhalten',
  resume: 'Schleife laufen lassen',
  step: 'Einen Schritt tun',
  speed: 'Tempo',
  full: '1×',
  slow: '¼×',
  fullName: 'Normales Tempo',
  slowName: 'Zeitlupe: jeder Schritt wird kurz gehalten',
  paused: 'Schleife angehalten',
  slowed: 'Zeitlupe',
  doStep: 'Diesen Schritt tun',
  notYet: 'noch nicht getan',
  nothingHeld: 'Die Schleife steht. Sobald etwas geschieht, wartet hier der erste Schritt.',
  clocks: 'Back-off und Fristen laufen weiter; der Kubelet handelt erst, wenn Sie ihn lassen.',
  others: (n: number) =>
    n === 1 ? 'Ein weiterer Pod wartet auf seinen Schritt.' : `${n}\u00a0weitere Pods warten auf ihren Schritt.`,
  observe: {
    next: (pod: string) => `Nachsehen, was von **${pod}** auf dem Node läuft.`,
    done: (n: number) => containers(n),
  },
  compare: {
    next: 'Soll und Ist nebeneinanderlegen.',
    waits: 'Kommt nach dem Beobachten.',
    done: (differ: number) =>
      differ === 0 ? 'keine Abweichung' : differ === 1 ? '1\u00a0Abweichung' : `${differ}\u00a0Abweichungen`,
    desired: 'Soll',
    actual: 'Ist',
    same: '=',
    differs: '≠',
  },
  act: {
    waits: 'Kommt nach dem Vergleichen.',
    next: 'als Nächstes',
    nothing: 'Nichts zu tun.',
    because: 'Weil:',
  },
  cause: {
    PodAdded: 'Anlass: Eine Quelle nennt ihn neu.',
    PodUpdated: 'Anlass: Seine Quelle sagt etwas anderes über ihn.',
    PodRemoved: 'Anlass: Keine Quelle nennt ihn mehr.',
    ContainerStarted: 'Anlass: Ein Container ist gestartet.',
    ContainerDied: 'Anlass: Ein Container ist beendet.',
    ContainerRemoved: 'Anlass: Ein Container ist verschwunden.',
    Probe: 'Anlass: Eine Probe hat ein anderes Ergebnis.',
    OwnDoings: 'Anlass: Der Kubelet hat gehandelt und vergleicht noch einmal.',
    Timer: 'Anlass: Eine Wartezeit ist um, oder es ist Zeit für den nächsten Blick.',
    EngineBack: 'Anlass: Die Engine antwortet wieder.',
  } satisfies Record<WakeCause, string>,
  wanted: { running: 'Running', ended: 'beendet', absent: 'weg' } satisfies Record<ComparisonRow['desired'], string>,
  found: {
    missing: '–',
    created: 'angelegt',
    running: 'Running',
    exited: 'Terminated',
    unknown: 'Unknown',
  } satisfies Record<ComparisonRow['actual'], string>,
};
