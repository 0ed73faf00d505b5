/** Kurze Erklärungen zu Fachwörtern: ein bis zwei Sätze, ohne Vorwissen verständlich. */
export const glossaryDe = {
  node: 'Ein Rechner im Cluster, hier der Rechner, auf dem der Kubelet läuft.',
  pod: 'Kleinste Einheit, die Kubernetes startet: ein oder mehrere Container, die sich eine Adresse und Volumes teilen.',
  container: 'Ein Prozess mit eigener Sicht auf Dateien, Netz und Prozesse, gestartet aus einem Image.',
  image: 'Das Dateisystem und der Startbefehl, aus denen ein Container entsteht.',
  manifest: 'Eine YAML-Datei, die den gewünschten Zustand beschreibt.',
  kubelet:
    'Der Dienst auf jedem Node. Er vergleicht gewünschte und laufende Container und gleicht den Unterschied aus.',
  engine: 'Das Programm, das Container tatsächlich startet und beendet, hier die Docker Engine.',
  sandbox:
    'Der Rahmen eines Pods: der pause-Container mit Netzwerk und Adresse, den die anderen Container mitbenutzen.',
  pause: 'Ein winziger Container, der nichts tut, als zu laufen. Er hält die Adresse des Pods fest.',
  'static-pod': 'Ein Pod, den der Kubelet aus einer Datei kennt, ohne API-Server.',
  namespace: 'Ein Bereich, der Namen trennt: Derselbe Pod-Name darf in zwei Namespaces vorkommen.',
  uid: 'Kennung eines Pods. Bei einem Pod aus einer Datei wird sie aus dem Inhalt berechnet.',
  attempt: 'Zählt, wie oft der Kubelet diesen Container schon angelegt hat, von 0 an.',
  'restart-policy': 'Legt fest, ob der Kubelet einen beendeten Container neu startet: Always, OnFailure oder Never.',
  'back-off': 'Wartezeit vor dem nächsten Neustart. Sie verdoppelt sich von 10\u00a0s bis höchstens 300\u00a0s.',
  probe:
    'Eine Frage, die der Kubelet einem Container regelmäßig stellt: über HTTP, über TCP oder mit einem Befehl darin.',
  liveness: 'Die Probe, nach deren Scheitern der Kubelet den Container beendet und neu startet.',
  readiness: 'Die Probe, die sagt, ob ein Pod gerade Anfragen bekommen soll. Sie startet nichts neu.',
  startup: 'Die Probe für den Anfang. Bis sie zum ersten Mal gelingt, fragen die anderen nicht.',
  inotify: 'Meldung des Linux-Kernels, dass sich in einem Ordner etwas geändert hat.',
  'init-container': 'Ein Container, der vor den anderen läuft und erfolgreich enden muss, bevor sie beginnen.',
  volume:
    'Ein Ordner oder eine Datei, die der Kubelet in die Container eines Pods einhängt. Er gehört dem Pod und überlebt deren Neustarts.',
  qos: 'Quality of Service: Guaranteed, Burstable oder BestEffort. Ergibt sich aus den Requests und Limits und sagt, wer bei Mangel zuerst gehen muss.',
} as const;
