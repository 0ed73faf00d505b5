import type { lifeDe } from './life-de';

export const lifeEn: typeof lifeDe = {
  pods: {
    envOrder: {
      real: 'env order random (Go map)',
      here: 'order of the manifest',
      why: 'no one should learn from a coin toss',
    },
    dnsOptions: {
      real: '`dnsConfig` options in random order (Go map)',
      here: 'order of the manifest',
      why: 'no one should learn from a coin toss',
    },
    dnsEvents: {
      real: '`MissingClusterDNS` and `DNSConfigForming` at each sync of a pod',
      here: 'once for each sandbox',
      why: 'the same sentence each minute teaches nothing',
    },
    priority: {
      real: 'a static pod with a higher `priority` preempts others when resources are short',
      here: 'it is refused, as when there is nothing to preempt',
      why: 'without a scheduler nobody gives pods a priority',
    },
    grace: {
      real: "a static pod without volumes is SIGKILLed within about a second of its manifest's removal",
      here: 'its grace period is honoured',
      why: 'it contradicts what upstream documents and what we teach',
    },
    sandboxRetry: {
      real: 'failing sandbox creation is retried about once a second, attempts pile up',
      here: 'container back-off, dead sandboxes pruned',
      why: "a host that can't start containers must stay usable",
    },
    startupSync: {
      real: "a failed startup probe, and `ready` after one that succeeds, wait for the pod's next ordinary sync (60–90 s)",
      here: 'at once, as liveness and readiness',
      why: 'the wait is an oversight of 1.20, and nobody learns from it',
    },
    postStart: {
      real: 'a pod that is removed during its postStart hook is killed beside it, and the hook then counts as failed',
      here: 'the hook is given up without an event',
      why: 'nothing failed',
    },
    hookPort: {
      real: 'an HTTP hook with an unknown port name prints the whole container',
      here: 'its name',
      why: "the dump has Go's memory addresses",
    },
    backOffEnd: {
      real: 'a pod in back-off is synced again after 10–15 s',
      here: 'exactly when its window ends; `CrashLoopBackOff` shows at once',
      why: 'the countdown on the stage must be true',
    },
    statusTwice: {
      real: 'a status is only generated before acting',
      here: 'before and after',
      why: 'a back-off shows when it begins',
    },
    deadContainers: {
      real: 'dead containers of a removed pod stay up to a minute',
      here: '15 s',
      why: 'still long enough to look at',
    },
    clockBack: {
      real: 'a back-off whose end lies far ahead because the clock was set back is waited for',
      here: 'begins anew',
      why: 'nobody is to wait an hour for a container',
    },
    pullSecrets: {
      real: 'pull secrets that cannot be had without an API server are told of at each sync',
      here: 'when an image is pulled; the editor says it at the line',
      why: 'the same sentence each minute teaches nothing',
    },
    podSecurity: {
      real: "a kubelet runs whatever a manifest asks for; the API server's PodSecurity plugin keeps out what is dangerous",
      here: "where a seat of a workshop hosts it (`podSecurity` of its configuration), each source refuses the pod in that plugin's words and the editor marks the line: the baseline standard, and images, subPath, hostPath and sizes beside it (`lib/k8s/pod-security.ts`)",
      why: 'no API server, and many people on one host',
    },
  },
  sources: {
    inotify: {
      real: 'inotify watch of a removed folder is lost for good',
      here: 'attached again within a second',
      why: 'learners remove folders',
    },
    size: {
      real: 'a manifest may have 10 MiB',
      here: '1 Mi characters, then `the read limit is reached`',
      why: 'reading YAML with positions takes seconds per MiB, and the lab shares one event loop',
    },
    nesting: {
      real: 'nesting and aliases without bound',
      here: 'depth 64, 100 aliases',
      why: 'a manifest must not take the lab down',
    },
    twoSources: {
      real: 'a pod that two sources name (same content) ends when one of them drops it',
      here: 'when none names it any more',
      why: 'a source must not take away what another still wants',
    },
    thirdSource: {
      real: 'sources are a directory, a URL and an API server',
      here: 'a third of ours, off by default: `--kulissen-web-server-port` serves `/manifests/<name>` (PUT, GET, DELETE) on 127.0.0.1; a broken manifest is refused with its lines and changes nothing; kept below `--root-dir`',
      why: 'to see that a kubelet does not care where a pod comes from',
    },
    rename: {
      real: '`mv a.yaml b.yaml` ends the pod and starts it again',
      here: 'leaves it alone',
      why: 'same content, same pod',
    },
    sameName: {
      real: 'of two files with one pod name the last written wins until the next listing',
      here: 'always the last in sort order; the other is marked as a conflict',
      why: 'no coin toss',
    },
  },
};
