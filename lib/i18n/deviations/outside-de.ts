import type { Deviation } from './deviation';

export const outsideDe = {
  api: {
    listen: {
      real: '10250 und 10255 auf allen Schnittstellen',
      here: 'Loopback, außer `--address` sagt etwas anderes',
      why: 'das WLAN einer Konferenz',
    },
    origin: {
      real: 'antwortet jeder Webseite, die fragt',
      here: '421 bei fremdem Host, 403 bei fremdem Origin',
      why: 'eine Webseite darf keine Befehle in den Containern der Lernenden ausführen',
    },
    streaming: {
      real: 'exec, attach und Port-Weiterleitung über SPDY und WebSocket',
      here: 'nur WebSocket (alle Kanalprotokolle); SPDY bekommt 400 und einen Satz',
      why: 'für SPDY gibt es keine gepflegte Bibliothek, und was es spricht (kubectl), braucht einen API-Server',
    },
    portForward: {
      real: 'Port-Weiterleitung durch nsenter und socat',
      here: 'als root durch nsenter und ein eigenes Relais, sonst an die Adresse des Pods; was nur auf dem Loopback des Pods hört, bleibt dann unerreicht',
      why: 'im Labor ist kein root nötig',
    },
    certificate: {
      real: 'selbst signiertes Zertifikat mit RSA-Schlüssel auf den Namen des Nodes',
      here: 'P-256-Schlüssel; localhost und die Adressen des Rechners stehen mit darin',
      why: 'in einer Millisekunde gemacht; `curl --cacert` geht',
    },
    logs: {
      real: 'Container-Logs werden aus den Dateien der Engine gelesen',
      here: 'über die API der Engine',
      why: 'kein root nötig, jeder Log-Treiber',
    },
    logLinks: {
      real: '/logs/ folgt jedem Link',
      here: 'nur denen, die unter dem Logverzeichnis bleiben oder zum Log eines Containers führen',
      why: 'es ist ein Dateiserver',
    },
    figures: {
      real: 'cAdvisor misst ständig; /stats/summary und /metrics/… zeigen die letzten Zahlen',
      here: 'gemessen wird, wenn jemand fragt (Engine, /proc, die Dateisysteme); Schichten, die sich Images teilen, zählen für jedes einmal',
      why: 'ein Labor im Leerlauf soll nichts kosten',
    },
    pprof: {
      real: '/debug/pprof/…: Profile des Go-Programms',
      here: '404 `Unknown profile`',
      why: 'es ist keines',
    },
    cadvisorJson: {
      real: '--enable-cadvisor-json-endpoints bedient /stats/… und /spec/',
      here: 'das Flag wird ignoriert: Es bleibt bei 404, wie von Haus aus',
      why: 'dort veraltet',
    },
  },
  flags: {
    klog: {
      real: 'klog schreibt seine Dateien alle fünf Sekunden',
      here: 'jede Zeile sofort',
      why: 'wer lernt, sieht sofort nach',
    },
    exitCode: {
      real: 'der Exit-Code eines Flag-Fehlers ist 255, nach der Hilfe',
      here: 'ebenso, ohne die Goroutinen-Ausgabe von klog',
      why: 'die Ausgabe sagt hier nichts',
    },
    goAddresses: {
      real: 'Speicheradressen von Go in manchen Ausgaben (`core.Probe{…}`, eine andere Art)',
      here: 'die Ausgabe endet beim Namen des Typs',
      why: 'es gibt keine zu schreiben',
    },
    refused: {
      real: 'Flags, die einen API-Server, eine andere Runtime oder ein Netz-Plugin brauchen',
      here: 'mit einem Satz abgelehnt',
      why: 'ohne das zu laufen, was sie verlangen, würde täuschen',
    },
    inert: {
      real: 'Flags, für die es nichts zu tun gibt (Cloud, cadvisor, iptables …)',
      here: 'angenommen, je eine Warnung',
      why: 'eine Befehlszeile des echten Kubelet soll gehen',
    },
  },
} satisfies Record<string, Record<string, Deviation>>;
