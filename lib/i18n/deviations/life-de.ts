import type { Deviation } from './deviation';

export const lifeDe = {
  pods: {
    envOrder: {
      real: 'Reihenfolge der Umgebungsvariablen zufällig (Go-Map)',
      here: 'die Reihenfolge des Manifests',
      why: 'niemand soll aus einem Münzwurf lernen',
    },
    dnsOptions: {
      real: 'Optionen von `dnsConfig` in zufälliger Reihenfolge (Go-Map)',
      here: 'die Reihenfolge des Manifests',
      why: 'niemand soll aus einem Münzwurf lernen',
    },
    dnsEvents: {
      real: '`MissingClusterDNS` und `DNSConfigForming` bei jedem Abgleich eines Pods',
      here: 'einmal je Sandbox',
      why: 'derselbe Satz jede Minute lehrt nichts',
    },
    priority: {
      real: 'ein statischer Pod mit höherer `priority` verdrängt andere, wenn Ressourcen knapp sind',
      here: 'er wird abgelehnt, wie wenn es nichts zu verdrängen gibt',
      why: 'ohne Scheduler gibt niemand Pods eine Priorität',
    },
    grace: {
      real: 'ein statischer Pod ohne Volumes wird etwa eine Sekunde nach dem Entfernen seines Manifests mit SIGKILL beendet',
      here: 'seine Frist wird eingehalten',
      why: 'es widerspricht dem, was upstream dokumentiert und was wir lehren',
    },
    sandboxRetry: {
      real: 'ein misslungener Sandbox-Start wird etwa jede Sekunde wiederholt, die Versuche häufen sich an',
      here: 'Wartezeit wie bei Containern, tote Sandboxes werden entfernt',
      why: 'ein Rechner, der keine Container starten kann, muss benutzbar bleiben',
    },
    startupSync: {
      real: 'eine misslungene Startup-Probe, und `ready` nach einer gelungenen, warten auf den nächsten gewöhnlichen Abgleich des Pods (60–90 s)',
      here: 'sofort, wie bei Liveness und Readiness',
      why: 'die Wartezeit ist ein Versehen von 1.20, und niemand lernt daraus',
    },
    postStart: {
      real: 'ein Pod, der während seines postStart-Hooks entfernt wird, wird daneben beendet, und der Hook gilt dann als misslungen',
      here: 'der Hook wird ohne Event aufgegeben',
      why: 'es ist nichts misslungen',
    },
    hookPort: {
      real: 'ein HTTP-Hook mit unbekanntem Portnamen schreibt den ganzen Container hin',
      here: 'seinen Namen',
      why: 'die Ausgabe enthält Speicheradressen von Go',
    },
    backOffEnd: {
      real: 'ein Pod in der Wartezeit wird nach 10–15 s wieder abgeglichen',
      here: 'genau an ihrem Ende; `CrashLoopBackOff` erscheint sofort',
      why: 'der Countdown auf der Bühne muss stimmen',
    },
    statusTwice: {
      real: 'ein Status entsteht nur vor dem Handeln',
      here: 'davor und danach',
      why: 'eine Wartezeit zeigt sich, wenn sie beginnt',
    },
    deadContainers: {
      real: 'tote Container eines entfernten Pods bleiben bis zu einer Minute',
      here: '15 s',
      why: 'lange genug, um sie anzusehen',
    },
    clockBack: {
      real: 'eine Wartezeit, deren Ende weit voraus liegt, weil die Uhr zurückgestellt wurde, wird abgewartet',
      here: 'sie beginnt neu',
      why: 'niemand soll eine Stunde auf einen Container warten',
    },
    pullSecrets: {
      real: 'auf Pull-Secrets, die es ohne API-Server nicht geben kann, wird bei jedem Abgleich hingewiesen',
      here: 'wenn ein Image geholt wird; der Editor sagt es an der Zeile',
      why: 'derselbe Satz jede Minute lehrt nichts',
    },
    podSecurity: {
      real: 'ein Kubelet führt aus, was ein Manifest verlangt; Gefährliches hält das PodSecurity-Plugin des API-Servers fern',
      here: 'wo ein Platz eines Workshops ihn ausführt (`podSecurity` seiner Konfiguration), lehnt jede Quelle den Pod mit den Worten dieses Plugins ab, und der Editor markiert die Zeile: der Standard „baseline“, daneben Images, subPath, hostPath und Größen (`lib/k8s/pod-security.ts`)',
      why: 'kein API-Server, und viele Menschen auf einem Rechner',
    },
  },
  sources: {
    inotify: {
      real: 'die inotify-Beobachtung eines gelöschten Ordners ist für immer verloren',
      here: 'innerhalb einer Sekunde wieder da',
      why: 'Lernende löschen Ordner',
    },
    size: {
      real: 'ein Manifest darf 10 MiB haben',
      here: '1 Mi Zeichen, dann `the read limit is reached`',
      why: 'YAML mit Positionen zu lesen dauert Sekunden je MiB, und das Labor hat eine einzige Ereignisschleife',
    },
    nesting: {
      real: 'Verschachtelung und Aliasse ohne Grenze',
      here: 'Tiefe 64, 100 Aliasse',
      why: 'ein Manifest darf das Labor nicht umwerfen',
    },
    twoSources: {
      real: 'ein Pod, den zwei Quellen nennen (gleicher Inhalt), endet, sobald eine ihn fallen lässt',
      here: 'wenn keine ihn mehr nennt',
      why: 'eine Quelle darf nicht wegnehmen, was eine andere noch will',
    },
    thirdSource: {
      real: 'Quellen sind ein Verzeichnis, eine URL und ein API-Server',
      here: 'eine dritte von uns, von sich aus abgeschaltet: `--kulissen-web-server-port` bedient `/manifests/<name>` (PUT, GET, DELETE) auf 127.0.0.1; ein fehlerhaftes Manifest wird mit seinen Zeilen abgelehnt und ändert nichts; aufbewahrt unter `--root-dir`',
      why: 'damit man sieht, dass es einem Kubelet gleich ist, woher ein Pod kommt',
    },
    rename: {
      real: '`mv a.yaml b.yaml` beendet den Pod und startet ihn neu',
      here: 'lässt ihn in Ruhe',
      why: 'gleicher Inhalt, gleicher Pod',
    },
    sameName: {
      real: 'von zwei Dateien mit demselben Pod-Namen gewinnt bis zur nächsten Auflistung die zuletzt geschriebene',
      here: 'immer die letzte der Sortierung; die andere ist als Konflikt markiert',
      why: 'kein Münzwurf',
    },
  },
} satisfies Record<string, Record<string, Deviation>>;
