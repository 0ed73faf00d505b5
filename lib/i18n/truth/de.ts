import type { Area } from '../deviations/deviation';

export const de = {
  title: 'Was für das echte Kubernetes gilt, und was von uns ist',
  lead: 'Der Kubelet dieses Labors ist neu geschrieben, in TypeScript. Was Sie an ihm lernen, gilt für den echten. Hier steht, wie weit, und wo wir mit Absicht abweichen.',
  same: {
    title: 'Wie beim Original',
    items: [
      'Container, Sandboxes, Images und Netze gehören der Docker Engine dieses Rechners. `docker ps` zeigt sie, `docker kill` beendet sie.',
      'Pod-Manifeste: Felder, Vorgaben, Prüfung und Wortlaut der Fehler sind die von Kubernetes 1.20.',
      'Namen und Labels der Container, Zustände und ihre Gründe, Events, Neustarts mit Wartezeiten von 10 Sekunden bis 5 Minuten, Proben, Hooks, Fristen, Volumes.',
      'Flags, Logzeilen und die API an den Ports 10250 und 10255.',
      'Die Testfälle, mit denen das geprüft wird, liefen zuerst gegen den echten Kubelet 1.20.2.',
    ],
  },
  ours: {
    title: 'Von uns',
    items: [
      'Die Bühne, der Grund neben jeder Entscheidung und die Schleife, die sich anhalten lässt. Ein echter Kubelet entscheidet ebenso, sagt es aber nur in Log, Events und API.',
      '`./kubelet` reicht seine Argumente dem Server dieser Seite, und der führt den Kubelet aus. So kann die Seite zeigen, was er entscheidet. Ihr `sudo` davor gibt ihm keine weiteren Rechte.',
      'In der Demo ohne Docker sind die Container nachgebildet, ebenso die Antworten von `docker` und `curl`. Jede Antwort sagt es dazu.',
      'Ein Node für sich allein: kein API-Server, kein Scheduler. Der Kubelet nimmt seine Pods aus Dateien, von einer URL oder von einem Webserver, der von uns ist.',
    ],
  },
  today: {
    title: 'Was in einem heutigen Cluster anders ist',
    items: [
      'Kubernetes 1.20 sprach selbst mit Docker. Seit 1.24 spricht der Kubelet nur noch über CRI mit der Engine, meist mit containerd; auf einem solchen Node zeigt `crictl ps`, was hier `docker ps` zeigt.',
      'Der Port 10255, der niemanden fragt, wer er ist, ist in den meisten Clustern abgeschaltet.',
      'Pods, Sandboxes, Proben, Neustart-Regeln und statische Manifeste sind geblieben, was sie waren.',
    ],
  },
  differences: 'Mit Absicht anders',
  differencesLead: (count: number) => `${count} Unterschiede zum Kubelet 1.20, jeder mit seinem Grund.`,
  real: 'Kubelet 1.20',
  here: 'Hier',
  why: 'Warum',
  area: {
    pods: 'Das Leben eines Pods',
    sources: 'Woher Pods kommen',
    engine: 'Engine und Node',
    volumes: 'Volumes',
    api: 'Ports und API',
    flags: 'Befehlszeile und Log',
  } satisfies Record<Area, string>,
  search: 'In den Unterschieden suchen',
  areas: 'Bereich',
  all: 'Alle',
  found: (count: number) => (count === 1 ? '1 Unterschied' : `${count} Unterschiede`),
  none: (search: string) =>
    search.trim() === '' ? 'In diesem Bereich steht nichts.' : `Hier kommt „${search.trim()}“ nicht vor.`,
};
