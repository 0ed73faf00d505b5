import type { StageTexts } from './index';

const list = (names: string[]) => names.join(', ').replace(/, ([^,]*)$/, ' and $1');
const plural = (n: number, one: string, many: string) => `${n}\u00a0${n === 1 ? one : many}`;

export const en: StageTexts = {
  stage: 'Stage',
  asText: 'As text',
  demo: { badge: 'Demo', title: 'Containers are only modelled in memory, without Docker' },
  connecting: 'Connecting.',
  stale: (since) => `Connection lost at ${since}. What you see is from then; your containers don’t depend on it.`,

  desired: {
    title: 'Desired',
    sub: 'what the manifests want',
    empty: 'No pod yet. Put a file into `kubelet-manifests`.',
    noFolder: 'The folder `kubelet-manifests` isn’t there yet. `mkdir kubelet-manifests` makes it.',
    state: { read: 'read', new: 'new', changed: 'changed', error: 'error', ignored: 'ignored', conflict: 'conflict' },
    errorAt: (line) => `error in line\u00a0${line}`,
    conflict: 'Another file names the same pod.',
    drops: (left) => `The pod still runs, until the kubelet lists the folder again in ${left}.`,
    dropsNow: 'The pod ends with the next listing.',
    total: (all, read) => `${plural(all, 'manifest', 'manifests')}, ${read} read`,
  },

  arrows: {
    reads: 'reads',
    readAgo: (ago) => `**read** ${ago} ago`,
    acts: 'acts',
    acting: (what) => `**acts:** ${what}`,
    actedAgo: (ago) => `**acted** ${ago} ago`,
    observes: 'observes',
    observedAgo: (ago) => `**observed** ${ago} ago`,
    action: {
      MountVolume: 'set up volume',
      UnmountVolume: 'tear down volume',
      StopSandbox: 'stop sandbox',
      CreateSandbox: 'create sandbox',
      KillContainer: 'stop',
      RemoveContainer: 'remove',
      RemoveSandbox: 'remove sandbox',
      StartContainer: 'start',
      Wait: 'wait',
    },
  },

  kubelet: {
    title: 'Kubelet',
    state: { stopped: 'stopped', starting: 'starting', running: 'running', stopping: 'stopping', failed: 'error' },
    phase: { observe: 'Observe', compare: 'Compare', act: 'Act' },
    phases: 'Phases of the loop',
    older: 'Decisions before',
    agree: 'Desired and actual agree.',
    nothingDesired: 'No manifest wants a pod, and none runs on the node.',
    allRun: (pods) => `${plural(pods, 'pod', 'pods')}: nothing to do.`,
    run: (names) =>
      names.length === 1 ? `${names[0]} is running: nothing to do.` : `${list(names)} are running: nothing to do.`,
    runMany: (pods) => `${pods}\u00a0pods are running: nothing to do.`,
    waits: (name, left, attempt) => `${name} waits another ${left}, then attempt\u00a0${attempt} starts.`,
    waitsVolumes: (name, left) => `${name} waits for a volume, next try in ${left}.`,
    waitsPull: (name, left) => `${name} waits another ${left}, then its image is pulled again.`,
    due: (name, attempt) => `${name} has waited long enough, attempt\u00a0${attempt} is next.`,
    more: (n) => `${plural(n, 'more container waits', 'more containers wait')}.`,
    ends: (name, left) => `${name} is ending, ${left} of its grace period left.`,
    ending: (name) => `${name} is ending.`,
    works: (name) => `${name} is not yet what its manifest wants.`,
    stopped: 'The kubelet isn’t running.',
    stoppedHow: 'Start it in the terminal:',
    stoppedNote: 'Containers live on without it, but nobody restarts what ends.',
    starting: 'The kubelet is starting.',
    startingWhy: 'It reads every source before it ends anything.',
    stopping: 'The kubelet is stopping.',
    stoppingWhy: 'Its containers go on running.',
    failed: (code) => `The kubelet ended with exit code\u00a0${code}.`,
    failedUnknown: 'The kubelet ended unexpectedly.',
    engineGone: 'The kubelet waits for the Docker engine.',
    engineGoneWhy: 'It doesn’t know what runs, so it decides nothing.',
    compact: (want, same, differ) => `desired ${want} · same ${same} · different ${differ}`,
  },

  engine: {
    gone: 'The Docker engine doesn’t answer. The kubelet waits; your containers may still run. `sudo systemctl start docker`',
    words: (since) => `Since ${since}. The engine says:`,
    since: (since) => `Since ${since}.`,
    docker: (version) => `Docker Engine${version ? ` ${version}` : ''}`,
    memory: 'Demo: in memory, without Docker',
    connecting: 'looking for the Docker engine',
    unavailable: 'Docker engine doesn’t answer',
    counts: (running, starting, exited) =>
      [
        running ? `${running}\u00a0running` : '',
        starting ? `${starting}\u00a0starting` : '',
        exited ? `${exited}\u00a0exited` : '',
      ]
        .filter(Boolean)
        .join(', ') || 'no container',
  },

  actual: {
    title: 'Actual',
    sub: 'what runs on the node',
    node: (name) => `Node ${name}`,
    empty: 'No pod runs on the node yet.',
    planned: 'desired only, nothing built yet',
    withoutKubelet: 'no kubelet',
    attempt: (n) => `attempt\u00a0${n}`,
    dead: (attempt, exitCode) => `attempt\u00a0${attempt}, exit\u00a0${exitCode}`,
    deadPause: (attempt, exitCode) => `pause, attempt\u00a0${attempt}, exit\u00a0${exitCode}`,
    startsIn: (left) => `starts in **${left}**`,
    pullsIn: (left) => `next pull in **${left}**`,
    due: 'is due now',
    grace: (left) => `**${left}** of grace left`,
    holdsAddress: 'holds the address',
    pauseStarts: 'is being created',
    pauseDead: (exitCode) => `exited, exit\u00a0${exitCode}`,
    odd: 'Needs a look',
    quiet: 'Running and Ready',
    pods: (n) => plural(n, 'pod', 'pods'),
    byName: (n) => `${plural(n, 'pod', 'pods')}, by name`,
    facts: {
      id: 'ID',
      ready: 'Ready',
      restarts: 'Restarts',
      ports: 'Ports',
      qos: 'QoS',
      notYet: 'not yet',
      none: 'none',
      before: 'before',
      ran: (span) => `ran ${span}`,
    },
  },

  word: { planned: 'desired only', starting: 'starting', created: 'created', waiting: 'waiting' },

  kill: {
    label: (name) => `Kill container ${name}`,
    pauseLabel: (pod) => `Kill the sandbox of ${pod}`,
  },

  name: {
    room: (pod, phase, ip) => `Pod ${[pod, phase, ip].filter(Boolean).join(', ')}.`,
    container: (name, attempt, word) => `Container ${name}, attempt ${attempt}, ${word}.`,
    pause: (attempt, word) => `Sandbox, attempt ${attempt}, ${word}.`,
  },

  say: {
    died: (name, exitCode) => `${name} terminated, exit code ${exitCode}.`,
    starts: (name, attempt) => `Kubelet starts ${name}, attempt ${attempt}.`,
    runs: (name) => `${name} is running.`,
    waits: (name, left) => `${name} waits ${left}.`,
    soon: (name, left) => `${name} starts in ${left}.`,
    rejected: (file) => `${file} is rejected.`,
    kubelet: {
      stopped: 'Kubelet stopped.',
      starting: 'Kubelet starting.',
      running: 'Kubelet running.',
      stopping: 'Kubelet stopping.',
      failed: 'Kubelet ended with an error.',
    },
    engineGone: 'The Docker engine doesn’t answer.',
    engineBack: 'The Docker engine answers again.',
  },
};
