import type { engineDe } from './engine-de';

export const engineEn: typeof engineDe = {
  engine: {
    uid: {
      real: 'static pod UID depends on content only',
      here: "the node's name is part of it",
      why: 'several nodes can share one engine',
    },
    ownership: {
      real: "every container with `io.kubernetes.*` labels is the kubelet's",
      here: 'only those that carry our two ownership labels',
      why: 'another Kubernetes on the same engine must survive us',
    },
    seccomp: {
      real: 'app containers run seccomp `unconfined`',
      here: "the engine's default profile, unless the manifest asks for one",
      why: 'safer, invisible to the lessons',
    },
    resolvConf: {
      real: "resolv.conf of a pod is always written into the engine's files",
      here: 'where these are out of reach (no root, an engine in a VM), the engine gets the same as `Dns` options',
      why: 'the lab needs no root',
    },
    burstable: {
      real: 'the cgroup of all burstable pods gets the sum of their requests as shares',
      here: "the engine's default share",
      why: 'several nodes can share one engine, and with it that cgroup',
    },
    podCgroup: {
      real: "a pod whose cgroup can't be limited does not start",
      here: "it runs without the pod's own limits (no root, systemd's slices, an engine elsewhere)",
      why: 'the lab needs no root',
    },
    oomScore: {
      real: 'negative `oom_score_adj` always',
      here: 'where the host refuses it, 0 and one warning',
      why: 'restricted hosts and CI',
    },
    pauseImage: {
      real: 'pause image from a registry',
      here: 'a tiny image built locally under the same name when no registry answers',
      why: 'works offline',
    },
    pleg: {
      real: 'PLEG polls each second',
      here: "the engine's events hint, a listing decides, a slow beat repeats it",
      why: 'a tenth of a second from kill to restart, less idle load',
    },
    cgroupDriver: {
      real: "the pod cgroup driver must be the engine's, or the kubelet ends",
      here: "the engine's is used, `--cgroup-driver` is taken with a warning",
      why: 'nothing to misconfigure',
    },
    pidsMax: {
      real: "`--pod-max-pids` limits a pod's cgroup",
      here: 'and each of its containers',
      why: "without root the cgroup can't be written, and the limit holds all the same",
    },
    directories: {
      real: 'every directory below `<root-dir>/pods`, log directory and checkpoint without a pod is removed',
      here: 'only in a directory that was new or empty when we first came, or that carries our mark',
      why: "the default paths are a real kubelet's",
    },
    imageGc: {
      real: 'image garbage collection removes any unused image',
      here: 'only images that this kubelet has pulled itself and that were not there before; off in the lab unless `--image-gc-high-threshold` is typed',
      why: "the engine and its images are the learner's",
    },
    eviction: {
      real: 'eviction watches the node by default',
      here: 'in the lab only with `--eviction-hard`; `allocatableMemory.available` is left out, and what containers write into their own layer is not counted',
      why: 'a laptop with a full disk is no lesson; the signal follows from `memory.available` without reservations',
    },
    checkpoint: {
      real: 'a sandbox checkpoint is written before the sandbox starts, and a full disk fails the pod',
      here: 'after, unhurried; a full disk costs one warning',
      why: 'nothing depends on it, and a learner is waiting',
    },
    engineAbsent: {
      real: 'an engine that is absent at start ends the kubelet',
      here: 'it waits',
      why: 'learners start things in any order',
    },
  },
  volumes: {
    volumeManager: {
      real: "volumes are set up by a volume manager beside the pod's worker, each 100 ms",
      here: "by the pod's own worker, as actions of its plan",
      why: 'a decision that can be shown, and nothing to wait for',
    },
    projected: {
      real: 'every projected volume fails without an API server',
      here: 'one that has only `downwardAPI` sources works',
      why: 'nothing in it needs one',
    },
    network: {
      real: 'NFS, CSI and other network volumes have their plugins',
      here: '`no volume plugin matched`, as upstream words it for an unknown kind',
      why: 'nothing to mount in a lab',
    },
    memory: {
      real: 'memory volumes and subPaths need root',
      here: 'without it memory comes from `/dev/shm`, or the volume is on the disk with an event that says so; a subPath is checked and handed to the engine as a path, which leaves a moment for a race',
      why: 'the lab runs without root too',
    },
  },
};
