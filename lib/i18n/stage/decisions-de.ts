import type { Told, Vocabulary } from './vocabulary';

const attempt = (t: Told) => (t.attempt === undefined ? 'ein neuer Versuch' : `Versuch\u00a0${t.attempt}`);
const withAttempt = (text: string, t: Told) => (t.attempt === undefined ? text : `${text}, Versuch\u00a0${t.attempt}`);
const again = (text: string, t: Told) => (t.attempt ? `${text}, Versuch\u00a0${t.attempt}` : text);
const restartPolicy = (t: Told) => (t.restartPolicy ? `\`restartPolicy: ${t.restartPolicy}\`. ` : '');
const restarts = (n: number) => (n === 1 ? '1\u00a0Neustart' : `${n}\u00a0Neustarts`);

/** Why an exited container is treated as it is. The first restart never waits (pkg/util/flowcontrol back-off starts after it). */
function exited(t: Told): string {
  if (t.restartPolicy === 'Never') return `${restartPolicy(t)}Es bleibt bei diesem einen Lauf.`;
  if (t.attempt === 1) return `${restartPolicy(t)}Der erste Neustart kommt ohne Wartezeit.`;
  const code = t.exitCode === undefined ? '' : `Exit-Code\u00a0${t.exitCode}`;
  const count = t.restarts === undefined ? '' : `${restarts(t.restarts)} bisher`;
  const both = [code, count].filter(Boolean).join(', ');
  return `${restartPolicy(t)}${both || 'Was das Manifest verlangt, wird wieder gestartet'}.`;
}

const volume = (t: Told, article = 'das') => (t.volume ? `${article} Volume ${t.volume}` : `${article} Volume`);
const volumeOf = (t: Told) => `${volume(t, 'Das')} von ${t.pod}`;
const inLog = (t: Told, text: string) => (t.volume ? `Volume ${t.volume} ${text}` : `Volume ${text}`);
const inARow = ({ failures = 1 }: Told) => (failures > 1 ? ` ${failures}-mal in Folge` : '');
const said = ({ output }: Told) => (output ? `Die Antwort: \`${output}\`. ` : '');

export const de: Vocabulary = {
  clause: {
    VolumeNotMounted: { about: 'volume', text: (t) => `${volumeOf(t)} ist noch nicht bereit` },
    VolumeOutdated: { about: 'volume', text: (t) => `${volumeOf(t)} ist nicht mehr aktuell` },
    VolumesNotReady: { about: 'volume', text: (t) => `${volumeOf(t)} lässt sich nicht bereitstellen` },
    NoSandbox: { about: 'sandbox', text: (t) => `${t.pod} hat noch keine Sandbox` },
    SandboxDead: { about: 'sandbox', text: (t) => `Die Sandbox von ${t.pod} läuft nicht mehr` },
    SandboxesTooMany: { about: 'pod', text: (t) => `${t.pod} hat mehr als eine Sandbox` },
    SandboxWithoutAddress: { about: 'sandbox', text: (t) => `Die Sandbox von ${t.pod} hat keine Adresse` },
    SandboxNetworkChanged: { about: 'pod', text: (t) => `Das Manifest von ${t.pod} verlangt ein anderes Netz` },
    NeverStarted: { about: 'container', text: (t) => `${t.subject} lief noch nie` },
    InitContainersFirst: { about: 'pod', text: (t) => `${t.pod} hat Init-Container` },
    InitContainerDone: { about: 'pod', text: (t) => `${t.predecessor ?? 'Der vorige Init-Container'} ist fertig` },
    InitContainersDone: { about: 'pod', text: (t) => `Die Init-Container von ${t.pod} sind fertig` },
    InitContainerFailed: { about: 'pod', text: (t) => `Der Init-Container ${t.subject} ist gescheitert` },
    ContainerExited: { about: 'container', text: (t) => `${t.subject} läuft nicht` },
    ContainerCreatedNotStarted: { about: 'container', text: (t) => `${t.subject} ist angelegt, läuft aber nicht` },
    ContainerUnknown: { about: 'container', text: (t) => `Der Zustand von ${t.subject} ist unbekannt` },
    ContainerMissing: { about: 'container', text: (t) => `${t.subject} ist verschwunden` },
    DefinitionChanged: { about: 'container', text: (t) => `Das Manifest beschreibt ${t.subject} jetzt anders` },
    LivenessFailed: {
      about: 'container',
      text: (t) => `Die Liveness-Probe von ${t.subject} ist${inARow(t)} gescheitert`,
    },
    StartupFailed: {
      about: 'container',
      text: (t) => `Die Startup-Probe von ${t.subject} ist${inARow(t)} gescheitert`,
    },
    BackOff: { about: 'container', text: (t) => `${t.subject} läuft wieder nicht` },
    BackOffOver: { about: 'container', text: (t) => `Die Wartezeit von ${t.subject} ist um` },
    PullBackOff: { about: 'container', text: (t) => `Das Image für ${t.subject} ist nicht zu bekommen` },
    ManifestGone: { about: 'pod', text: (t) => `Das Manifest von ${t.pod} ist weg` },
    PodCompleted: { about: 'pod', text: (t) => `Alle Container von ${t.pod} sind fertig` },
    PodFinished: { about: 'pod', text: (t) => `${t.pod} ist abgeschlossen` },
    NotDesired: { about: 'pod', text: (t) => `Kein Manifest verlangt ${t.pod}` },
    DeadlineExceeded: { about: 'pod', text: (t) => `Die Zeit von ${t.pod} ist abgelaufen` },
    PodRejected: { about: 'pod', text: (t) => `Der Node nimmt ${t.pod} nicht auf` },
    PodBlocked: { about: 'pod', text: (t) => `${t.pod} darf hier nicht laufen` },
    OldInstance: { about: 'container', text: (t) => `Von ${t.subject} bleibt nur der letzte beendete Versuch` },
    SandboxLeftover: { about: 'sandbox', text: (t) => `Von ${t.pod} ist eine alte Sandbox übrig` },
    AllAsDesired: { about: 'pod', text: () => 'Soll und Ist stimmen überein' },
  },
  action: {
    MountVolume: (t, about) => {
      const it = about === 'volume' ? 'es' : volume(t);
      return t.code === 'VolumeOutdated' ? `wird ${it} neu geschrieben` : `wird ${it} bereitgestellt`;
    },
    UnmountVolume: (t, about) => `wird ${about === 'volume' ? 'es' : volume(t)} abgebaut`,
    StopSandbox: (_, about) => `wird ${about === 'sandbox' ? 'sie' : 'die Sandbox'} gestoppt`,
    CreateSandbox: (t, about) => {
      const it = about === 'sandbox' ? 'sie' : 'die Sandbox';
      return t.attempt ? `entsteht ${it} neu, ${attempt(t)}` : `entsteht ${it} jetzt`;
    },
    KillContainer: (t, about) => `wird ${about === 'container' ? 'der laufende Container' : t.subject} beendet`,
    RemoveContainer: (t, about) =>
      about === 'container'
        ? `wird ${t.attempt === undefined ? 'der alte Container' : attempt(t)} entfernt`
        : `wird ${t.subject} entfernt`,
    RemoveSandbox: (_, about) => `wird ${about === 'sandbox' ? 'sie' : 'die Sandbox'} entfernt`,
    StartContainer: (t, about) =>
      about === 'container' ? `startet ${attempt(t)}` : `startet ${withAttempt(t.subject, t)}`,
    Wait: (t) => {
      const who = t.code === 'PullBackOff' || t.attempt === undefined ? 'der nächste Versuch' : attempt(t);
      return t.left ? `wartet ${who} noch ${t.left}` : `wartet ${who}`;
    },
  },
  join: (clause, action) => `${clause}, also ${action}.`,
  reason: {
    VolumeNotMounted: () => 'Kein Container des Pods startet, bevor alle seine Volumes da sind.',
    VolumeOutdated: () =>
      'Labels und Annotationen des Pods haben sich geändert. Der Container sieht das ohne Neustart.',
    VolumesNotReady: () =>
      'So lange startet kein Container des Pods. Die Wartezeit verdoppelt sich, bis gut 2\u00a0min.',
    NoSandbox: () => 'Die Sandbox, der `pause`-Container, hält die Adresse des Pods und kommt vor allen anderen.',
    SandboxDead: () => 'Mit ihr ist das Netz des Pods fort. Seine Container entstehen in der neuen Sandbox neu.',
    SandboxesTooMany: () => 'Ein Pod hat genau eine Sandbox, sonst hätte er zwei Adressen.',
    SandboxWithoutAddress: () => 'Ohne Adresse ist der Pod nicht zu erreichen.',
    SandboxNetworkChanged: () => 'Das Netz gehört zur Sandbox. Es wechselt nur mit ihr.',
    NeverStarted: () => 'Das Manifest verlangt ihn, auf dem Node gibt es ihn noch nicht.',
    InitContainersFirst: () => 'Sie laufen nacheinander und vor allen anderen Containern.',
    InitContainerDone: () => 'Der nächste Init-Container beginnt erst, wenn der vorige mit 0 geendet hat.',
    InitContainersDone: () => 'Erst nach dem letzten Init-Container kommen die übrigen, und zwar alle.',
    InitContainerFailed: (t) => `${restartPolicy(t)}Ohne seine Vorbereitung läuft der Pod nicht, er ist Failed.`,
    ContainerExited: exited,
    ContainerCreatedNotStarted: () => 'Ein Container, der nicht in Gang kam, wird durch einen neuen ersetzt.',
    ContainerUnknown: () => 'Was nicht sicher läuft, wird ersetzt.',
    ContainerMissing: () => 'Jemand hat ihn entfernt. Das Manifest verlangt ihn weiterhin.',
    DefinitionChanged: () => 'Ein Container lässt sich nicht umbauen, nur ersetzen.',
    LivenessFailed: (t) => `${said(t)}Er läuft zwar, gilt aber als krank, und dann hilft nur ein neuer Anfang.`,
    StartupFailed: (t) => `${said(t)}Er hat zum Hochfahren länger gebraucht, als seine Probe erlaubt.`,
    BackOff: (t) =>
      `${t.window ? `Back-off ${t.window}${t.restarts ? ` nach ${restarts(t.restarts)}` : ''}. ` : ''}Die Wartezeit verdoppelt sich bei jedem Mal, bis 5\u00a0min.`,
    BackOffOver: () => 'Läuft er dann 10\u00a0min durch, beginnt die Wartezeit wieder bei 10\u00a0s.',
    PullBackOff: (t) =>
      `${t.image ? `\`${t.image}\`. ` : ''}${t.window ? `Back-off ${t.window} vor dem nächsten Abruf.` : 'Vor dem nächsten Abruf liegt eine Wartezeit.'}`,
    ManifestGone: () => 'Was niemand mehr verlangt, läuft nicht weiter. Jeder Container bekommt seine Frist.',
    PodCompleted: () => 'Die Sandbox hält dann nur noch eine Adresse, die niemand braucht.',
    PodFinished: () => 'Succeeded und Failed sind endgültig.',
    NotDesired: () => 'Er trägt das Label dieses Nodes, aber keine Quelle nennt ihn.',
    DeadlineExceeded: () => '`activeDeadlineSeconds` ist überschritten. Der Pod ist damit Failed.',
    PodRejected: () => 'Abgelehnt wird einmal und endgültig. Den Grund nennt der Status des Pods.',
    PodBlocked: () => 'Der Host bietet nicht, was das Manifest zum Schutz verlangt. Der Status nennt den Grund.',
    OldInstance: () => 'Er bleibt, damit sein Log und sein Exit-Code lesbar sind.',
    SandboxLeftover: () => 'Sie hält nichts mehr, und ein Pod braucht nur eine.',
    AllAsDesired: () => 'Nichts zu tun.',
  },
  failed: {
    MountVolume: (t) => `${volumeOf(t)} ließ sich nicht bereitstellen.`,
    UnmountVolume: (t) => `${volumeOf(t)} ließ sich nicht abbauen.`,
    StopSandbox: (t) => `Die Sandbox von ${t.pod} ließ sich nicht stoppen.`,
    CreateSandbox: (t) => `Die Sandbox von ${t.pod} ließ sich nicht anlegen.`,
    KillContainer: (t) => `${t.subject} ließ sich nicht beenden.`,
    RemoveContainer: (t) => `${t.subject} ließ sich nicht entfernen.`,
    RemoveSandbox: (t) => `Die Sandbox von ${t.pod} ließ sich nicht entfernen.`,
    StartContainer: (t) => `${t.subject} ließ sich nicht starten.`,
    Wait: (t) => `${t.subject} wartet.`,
  },
  log: {
    decided: {
      MountVolume: (t) => inLog(t, 'wird gebraucht'),
      UnmountVolume: (t) => inLog(t, 'soll abgebaut werden'),
      StopSandbox: () => 'Sandbox soll stoppen',
      CreateSandbox: (t) => again('braucht eine Sandbox', t),
      KillContainer: () => 'soll enden',
      RemoveContainer: (t) => withAttempt('soll entfernt werden', t),
      RemoveSandbox: () => 'Sandbox soll entfernt werden',
      StartContainer: (t) => withAttempt('soll starten', t),
      Wait: (t) =>
        t.left
          ? `wartet, noch ${t.left}${t.window ? ` von ${t.window}` : ''}`
          : `hat gewartet${t.window ? `, ${t.window}` : ''}`,
    },
    done: {
      MountVolume: (t) => inLog(t, 'bereitgestellt'),
      UnmountVolume: (t) => inLog(t, 'abgebaut'),
      StopSandbox: () => 'Sandbox gestoppt',
      CreateSandbox: (t) => again('Sandbox angelegt', t),
      KillContainer: () => 'beendet',
      RemoveContainer: (t) => withAttempt('entfernt', t),
      RemoveSandbox: () => 'Sandbox entfernt',
      StartContainer: (t) => withAttempt('gestartet', t),
      Wait: () => 'hat gewartet',
    },
    failed: {
      MountVolume: (t) => inLog(t, 'ließ sich nicht bereitstellen'),
      UnmountVolume: (t) => inLog(t, 'ließ sich nicht abbauen'),
      StopSandbox: () => 'Sandbox ließ sich nicht stoppen',
      CreateSandbox: () => 'Sandbox ließ sich nicht anlegen',
      KillContainer: () => 'ließ sich nicht beenden',
      RemoveContainer: () => 'ließ sich nicht entfernen',
      RemoveSandbox: () => 'Sandbox ließ sich nicht entfernen',
      StartContainer: (t) => withAttempt('ließ sich nicht starten', t),
      Wait: () => 'wartet',
    },
    observed: {
      ContainerStarted: (t) => withAttempt('läuft', t),
      ContainerDied: (t) =>
        t.exitCode === undefined ? 'beendet vorgefunden' : `beendet vorgefunden, Exit-Code\u00a0${t.exitCode}`,
      ContainerRemoved: (t) => withAttempt('nicht mehr vorgefunden', t),
      ManifestRead: () => 'gelesen',
      ManifestRejected: (t) => (t.line === undefined ? 'abgelehnt' : `abgelehnt, Fehler in Zeile\u00a0${t.line}`),
    },
  },
};
