import type { Told, Vocabulary } from './vocabulary';

const attempt = (t: Told) => (t.attempt === undefined ? 'a new attempt' : `attempt\u00a0${t.attempt}`);
const withAttempt = (text: string, t: Told) => (t.attempt === undefined ? text : `${text}, attempt\u00a0${t.attempt}`);
const again = (text: string, t: Told) => (t.attempt ? `${text}, attempt\u00a0${t.attempt}` : text);
const restartPolicy = (t: Told) => (t.restartPolicy ? `\`restartPolicy: ${t.restartPolicy}\`. ` : '');
const restarts = (n: number) => (n === 1 ? '1\u00a0restart' : `${n}\u00a0restarts`);

/** Why an exited container is treated as it is. The first restart never waits (pkg/util/flowcontrol back-off starts after it). */
function exited(t: Told): string {
  if (t.restartPolicy === 'Never') return `${restartPolicy(t)}This one run is all it gets.`;
  if (t.attempt === 1) return `${restartPolicy(t)}The first restart comes without a wait.`;
  const code = t.exitCode === undefined ? '' : `Exit code\u00a0${t.exitCode}`;
  const count = t.restarts === undefined ? '' : `${restarts(t.restarts)} so far`;
  const both = [code, count].filter(Boolean).join(', ');
  return `${restartPolicy(t)}${both || 'What the manifest wants is started again'}.`;
}

const volume = (t: Told) => (t.volume ? `volume ${t.volume}` : 'the volume');
const volumeOf = (t: Told) => (t.volume ? `Volume ${t.volume} of ${t.pod}` : `A volume of ${t.pod}`);
const inLog = (t: Told, text: string) => `${volume(t)} ${text}`;
const inARow = ({ failures = 1 }: Told) => (failures > 1 ? ` ${failures}\u00a0times in a row` : '');
const said = ({ output }: Told) => (output ? `The answer: \`${output}\`. ` : '');

export const en: Vocabulary = {
  clause: {
    VolumeNotMounted: { about: 'volume', text: (t) => `${volumeOf(t)} is not ready yet` },
    VolumeOutdated: { about: 'volume', text: (t) => `${volumeOf(t)} is out of date` },
    VolumesNotReady: { about: 'volume', text: (t) => `${volumeOf(t)} can’t be set up` },
    NoSandbox: { about: 'sandbox', text: (t) => `${t.pod} has no sandbox yet` },
    SandboxDead: { about: 'sandbox', text: (t) => `The sandbox of ${t.pod} is no longer running` },
    SandboxesTooMany: { about: 'pod', text: (t) => `${t.pod} has more than one sandbox` },
    SandboxWithoutAddress: { about: 'sandbox', text: (t) => `The sandbox of ${t.pod} has no address` },
    SandboxNetworkChanged: { about: 'pod', text: (t) => `The manifest of ${t.pod} wants a different network` },
    NeverStarted: { about: 'container', text: (t) => `${t.subject} has never run` },
    InitContainersFirst: { about: 'pod', text: (t) => `${t.pod} has init containers` },
    InitContainerDone: {
      about: 'pod',
      text: (t) => `${t.predecessor ?? 'The init container before it'} has completed`,
    },
    InitContainersDone: { about: 'pod', text: (t) => `The init containers of ${t.pod} have completed` },
    InitContainerFailed: { about: 'pod', text: (t) => `The init container ${t.subject} has failed` },
    ContainerExited: { about: 'container', text: (t) => `${t.subject} is not running` },
    ContainerCreatedNotStarted: { about: 'container', text: (t) => `${t.subject} was created but is not running` },
    ContainerUnknown: { about: 'container', text: (t) => `The state of ${t.subject} is unknown` },
    ContainerMissing: { about: 'container', text: (t) => `${t.subject} has disappeared` },
    DefinitionChanged: { about: 'container', text: (t) => `The manifest describes ${t.subject} differently now` },
    LivenessFailed: {
      about: 'container',
      text: (t) => `The liveness probe of ${t.subject} has failed${inARow(t)}`,
    },
    StartupFailed: { about: 'container', text: (t) => `The startup probe of ${t.subject} has failed${inARow(t)}` },
    BackOff: { about: 'container', text: (t) => `${t.subject} is down again` },
    BackOffOver: { about: 'container', text: (t) => `The wait of ${t.subject} is over` },
    PullBackOff: { about: 'container', text: (t) => `The image for ${t.subject} can’t be pulled` },
    ManifestGone: { about: 'pod', text: (t) => `The manifest of ${t.pod} is gone` },
    PodCompleted: { about: 'pod', text: (t) => `All containers of ${t.pod} have completed` },
    PodFinished: { about: 'pod', text: (t) => `${t.pod} has finished` },
    NotDesired: { about: 'pod', text: (t) => `No manifest wants ${t.pod}` },
    DeadlineExceeded: { about: 'pod', text: (t) => `${t.pod} has run out of time` },
    PodRejected: { about: 'pod', text: (t) => `The node does not accept ${t.pod}` },
    PodBlocked: { about: 'pod', text: (t) => `${t.pod} may not run here` },
    OldInstance: { about: 'container', text: (t) => `Only the last exited attempt of ${t.subject} is kept` },
    SandboxLeftover: { about: 'sandbox', text: (t) => `${t.pod} has an old sandbox left over` },
    AllAsDesired: { about: 'pod', text: () => 'Desired and actual agree' },
  },
  action: {
    MountVolume: (t, about) => {
      const it = about === 'volume' ? 'it' : volume(t);
      return t.code === 'VolumeOutdated' ? `${it} is written again` : `${it} is set up`;
    },
    UnmountVolume: (t, about) => `${about === 'volume' ? 'it' : volume(t)} is torn down`,
    StopSandbox: (_, about) => `${about === 'sandbox' ? 'it' : 'the sandbox'} is stopped`,
    CreateSandbox: (t, about) => {
      const it = about === 'sandbox' ? 'it' : 'the sandbox';
      return t.attempt ? `${it} is created again, ${attempt(t)}` : `${it} is created now`;
    },
    KillContainer: (t, about) => `${about === 'container' ? 'the running container' : t.subject} is stopped`,
    RemoveContainer: (t, about) =>
      about === 'container'
        ? `${t.attempt === undefined ? 'the old container' : attempt(t)} is removed`
        : `${t.subject} is removed`,
    RemoveSandbox: (_, about) => `${about === 'sandbox' ? 'it' : 'the sandbox'} is removed`,
    StartContainer: (t, about) =>
      about === 'container' ? `${attempt(t)} starts` : `${withAttempt(t.subject, t)}, starts`,
    Wait: (t) => {
      const who = t.code === 'PullBackOff' || t.attempt === undefined ? 'the next attempt' : attempt(t);
      return t.left ? `${who} waits another ${t.left}` : `${who} waits`;
    },
  },
  join: (clause, action) => `${clause}, so ${action}.`,
  reason: {
    VolumeNotMounted: () => 'No container of the pod starts before all its volumes are there.',
    VolumeOutdated: () => 'Labels or annotations of the pod have changed. Its containers see it without a restart.',
    VolumesNotReady: () =>
      'Until then no container of the pod starts. The wait doubles each time, up to about 2\u00a0min.',
    NoSandbox: () => 'The sandbox, the `pause` container, holds the pod’s address and comes before all others.',
    SandboxDead: () => 'The pod’s network went with it. Its containers are replaced in the new sandbox.',
    SandboxesTooMany: () => 'A pod has exactly one sandbox; two would mean two addresses.',
    SandboxWithoutAddress: () => 'Without an address the pod can’t be reached.',
    SandboxNetworkChanged: () => 'The network belongs to the sandbox. It only changes with it.',
    NeverStarted: () => 'The manifest wants it, and the node doesn’t have it yet.',
    InitContainersFirst: () => 'They run one after the other, and before all other containers.',
    InitContainerDone: () => 'The next init container starts only when the previous one has ended with 0.',
    InitContainersDone: () => 'After the last init container come the others, all of them.',
    InitContainerFailed: (t) => `${restartPolicy(t)}Without its preparation the pod doesn’t run: it is Failed.`,
    ContainerExited: exited,
    ContainerCreatedNotStarted: () => 'A container that never got going is replaced by a new one.',
    ContainerUnknown: () => 'What is not known to run is replaced.',
    ContainerMissing: () => 'Somebody removed it. The manifest still wants it.',
    DefinitionChanged: () => 'A container can’t be rebuilt, only replaced.',
    LivenessFailed: (t) => `${said(t)}It is running, but considered broken, and only a restart helps.`,
    StartupFailed: (t) => `${said(t)}It took longer to come up than its probe allows.`,
    BackOff: (t) =>
      `${t.window ? `Back-off ${t.window}${t.restarts ? ` after ${restarts(t.restarts)}` : ''}. ` : ''}The wait doubles each time, up to 5\u00a0min.`,
    BackOffOver: () => 'If it then runs for 10\u00a0min, the wait starts again at 10\u00a0s.',
    PullBackOff: (t) =>
      `${t.image ? `\`${t.image}\`. ` : ''}${t.window ? `Back-off ${t.window} before the next pull.` : 'The next pull comes after a wait.'}`,
    ManifestGone: () => 'What nobody wants any more doesn’t keep running. Each container gets its grace period.',
    PodCompleted: () => 'The sandbox would only hold an address that nobody needs.',
    PodFinished: () => 'Succeeded and Failed are final.',
    NotDesired: () => 'It carries this node’s label, but no source names it.',
    DeadlineExceeded: () => '`activeDeadlineSeconds` has passed. That makes the pod Failed.',
    PodRejected: () => 'A pod is rejected once and for all. Its status says why.',
    PodBlocked: () =>
      'The host does not offer the protection that the manifest asks for. The pod’s status says what is missing.',
    OldInstance: () => 'It is kept so that its log and exit code can be read.',
    SandboxLeftover: () => 'It holds nothing any more, and a pod needs only one.',
    AllAsDesired: () => 'Nothing to do.',
  },
  failed: {
    MountVolume: (t) => `${volumeOf(t)} could not be set up.`,
    UnmountVolume: (t) => `${volumeOf(t)} could not be torn down.`,
    StopSandbox: (t) => `The sandbox of ${t.pod} could not be stopped.`,
    CreateSandbox: (t) => `The sandbox of ${t.pod} could not be created.`,
    KillContainer: (t) => `${t.subject} could not be stopped.`,
    RemoveContainer: (t) => `${t.subject} could not be removed.`,
    RemoveSandbox: (t) => `The sandbox of ${t.pod} could not be removed.`,
    StartContainer: (t) => `${t.subject} could not be started.`,
    Wait: (t) => `${t.subject} waits.`,
  },
  log: {
    decided: {
      MountVolume: (t) => inLog(t, 'is needed'),
      UnmountVolume: (t) => inLog(t, 'is to be torn down'),
      StopSandbox: () => 'sandbox is to be stopped',
      CreateSandbox: (t) => again('needs a sandbox', t),
      KillContainer: () => 'is to be stopped',
      RemoveContainer: (t) => withAttempt('is to be removed', t),
      RemoveSandbox: () => 'sandbox is to be removed',
      StartContainer: (t) => withAttempt('is to start', t),
      Wait: (t) =>
        t.left
          ? `waits, ${t.left}${t.window ? ` of ${t.window}` : ''} left`
          : `has waited${t.window ? ` ${t.window}` : ''}`,
    },
    done: {
      MountVolume: (t) => inLog(t, 'set up'),
      UnmountVolume: (t) => inLog(t, 'torn down'),
      StopSandbox: () => 'sandbox stopped',
      CreateSandbox: (t) => again('sandbox created', t),
      KillContainer: () => 'stopped',
      RemoveContainer: (t) => withAttempt('removed', t),
      RemoveSandbox: () => 'sandbox removed',
      StartContainer: (t) => withAttempt('started', t),
      Wait: () => 'has waited',
    },
    failed: {
      MountVolume: (t) => inLog(t, 'could not be set up'),
      UnmountVolume: (t) => inLog(t, 'could not be torn down'),
      StopSandbox: () => 'sandbox could not be stopped',
      CreateSandbox: () => 'sandbox could not be created',
      KillContainer: () => 'could not be stopped',
      RemoveContainer: () => 'could not be removed',
      RemoveSandbox: () => 'sandbox could not be removed',
      StartContainer: (t) => withAttempt('could not be started', t),
      Wait: () => 'waits',
    },
    observed: {
      ContainerStarted: (t) => withAttempt('is running', t),
      ContainerDied: (t) => (t.exitCode === undefined ? 'found dead' : `found dead, exit code\u00a0${t.exitCode}`),
      ContainerRemoved: (t) => withAttempt('no longer found', t),
      ManifestRead: () => 'read',
      ManifestRejected: (t) => (t.line === undefined ? 'rejected' : `rejected, error in line\u00a0${t.line}`),
    },
  },
};
