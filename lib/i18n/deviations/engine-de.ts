import type { Deviation } from './deviation';

export const engineDe = {
  engine: {
    uid: {
      real: 'die UID eines statischen Pods hängt nur vom Inhalt ab',
      here: 'der Name des Nodes gehört dazu',
      why: 'mehrere Nodes können sich eine Engine teilen',
    },
    ownership: {
      real: 'jeder Container mit Labels `io.kubernetes.*` gehört dem Kubelet',
      here: 'nur, wer unsere beiden Eigentumslabels trägt',
      why: 'ein anderes Kubernetes auf derselben Engine muss uns überleben',
    },
    seccomp: {
      real: 'App-Container laufen ohne seccomp (`unconfined`)',
      here: 'mit dem Standardprofil der Engine, außer das Manifest verlangt eines',
      why: 'sicherer, für die Lektionen unsichtbar',
    },
    resolvConf: {
      real: 'die resolv.conf eines Pods wird immer in die Dateien der Engine geschrieben',
      here: 'wo diese nicht erreichbar sind (kein root, eine Engine in einer VM), bekommt die Engine dasselbe als `Dns`-Optionen',
      why: 'das Labor braucht kein root',
    },
    burstable: {
      real: 'die cgroup aller Burstable-Pods bekommt die Summe ihrer Anforderungen als Shares',
      here: 'den Standardwert der Engine',
      why: 'mehrere Nodes können sich eine Engine teilen, und mit ihr diese cgroup',
    },
    podCgroup: {
      real: 'ein Pod, dessen cgroup sich nicht begrenzen lässt, startet nicht',
      here: 'er läuft ohne eigene Grenzen des Pods (kein root, Slices von systemd, eine Engine anderswo)',
      why: 'das Labor braucht kein root',
    },
    oomScore: {
      real: 'negatives `oom_score_adj` immer',
      here: 'wo der Rechner es verweigert, 0 und eine Warnung',
      why: 'eingeschränkte Rechner und CI',
    },
    pauseImage: {
      real: 'das pause-Image aus einer Registry',
      here: 'ein winziges, lokal gebautes Image unter demselben Namen, wenn keine Registry antwortet',
      why: 'geht ohne Netz',
    },
    pleg: {
      real: 'der PLEG fragt jede Sekunde ab',
      here: 'Ereignisse der Engine geben den Hinweis, eine Auflistung entscheidet, ein langsamer Takt wiederholt sie',
      why: 'eine Zehntelsekunde vom Ende bis zum Neustart, weniger Last im Leerlauf',
    },
    cgroupDriver: {
      real: 'der cgroup-Treiber für Pods muss der der Engine sein, sonst endet der Kubelet',
      here: 'der der Engine gilt, `--cgroup-driver` wird mit einer Warnung angenommen',
      why: 'nichts, was man falsch einstellen kann',
    },
    pidsMax: {
      real: '`--pod-max-pids` begrenzt die cgroup eines Pods',
      here: 'und jeden seiner Container',
      why: 'ohne root lässt sich die cgroup nicht schreiben, und die Grenze gilt trotzdem',
    },
    directories: {
      real: 'jedes Verzeichnis unter `<root-dir>/pods`, jedes Logverzeichnis und jeder Checkpoint ohne Pod wird entfernt',
      here: 'nur in einem Verzeichnis, das neu oder leer war, als wir kamen, oder das unser Zeichen trägt',
      why: 'die Standardpfade gehören einem echten Kubelet',
    },
    imageGc: {
      real: 'die Garbage Collection entfernt jedes unbenutzte Image',
      here: 'nur Images, die dieser Kubelet selbst geholt hat und die vorher nicht da waren; im Labor aus, außer man tippt `--image-gc-high-threshold`',
      why: 'die Engine und ihre Images gehören den Lernenden',
    },
    eviction: {
      real: 'die Eviction überwacht den Node von selbst',
      here: 'im Labor nur mit `--eviction-hard`; `allocatableMemory.available` fehlt, und was Container in ihre eigene Schicht schreiben, zählt nicht mit',
      why: 'ein Laptop mit voller Platte ist keine Lektion; das Signal folgt ohne Reservierungen aus `memory.available`',
    },
    checkpoint: {
      real: 'der Checkpoint einer Sandbox wird vor ihrem Start geschrieben, und eine volle Platte lässt den Pod scheitern',
      here: 'danach, ohne Eile; eine volle Platte kostet eine Warnung',
      why: 'nichts hängt daran, und jemand wartet',
    },
    engineAbsent: {
      real: 'fehlt beim Start die Engine, endet der Kubelet',
      here: 'er wartet',
      why: 'Lernende starten Dinge in beliebiger Reihenfolge',
    },
  },
  volumes: {
    volumeManager: {
      real: 'Volumes richtet ein Volume-Manager neben dem Worker des Pods ein, alle 100 ms',
      here: 'der Worker des Pods selbst, als Aktionen seines Plans',
      why: 'eine Entscheidung, die man zeigen kann, und nichts, worauf man wartet',
    },
    projected: {
      real: 'jedes projected-Volume scheitert ohne API-Server',
      here: 'eines, das nur `downwardAPI`-Quellen hat, geht',
      why: 'nichts darin braucht einen',
    },
    network: {
      real: 'NFS, CSI und andere Netz-Volumes haben ihre Plugins',
      here: '`no volume plugin matched`, wie upstream es bei einer unbekannten Art sagt',
      why: 'in einem Labor gibt es nichts einzuhängen',
    },
    memory: {
      real: 'Speicher-Volumes und subPaths brauchen root',
      here: 'ohne root kommt der Speicher aus `/dev/shm`, oder das Volume liegt auf der Platte, mit einem Event, das es sagt; ein subPath wird geprüft und der Engine als Pfad gegeben, was einem Wettlauf einen Moment lässt',
      why: 'das Labor läuft auch ohne root',
    },
  },
} satisfies Record<string, Record<string, Deviation>>;
