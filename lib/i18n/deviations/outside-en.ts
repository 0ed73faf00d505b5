import type { outsideDe } from './outside-de';

export const outsideEn: typeof outsideDe = {
  api: {
    listen: {
      real: '10250 and 10255 on all interfaces',
      here: 'loopback, unless `--address` says otherwise',
      why: 'conference Wi-Fi',
    },
    origin: {
      real: "answers whoever's web page asks",
      here: '421 for a foreign Host, 403 for a foreign Origin',
      why: "a page must not run commands in a learner's containers",
    },
    streaming: {
      real: 'exec, attach and port forwarding over SPDY and WebSocket',
      here: 'WebSocket only (all channel protocols); SPDY gets 400 and a sentence',
      why: 'SPDY has no kept library, and what speaks it (kubectl) needs an API server',
    },
    portForward: {
      real: 'port forwarding through nsenter and socat',
      here: "as root through nsenter and a relay of our own; else to the Pod's address, which misses what listens on the Pod's loopback only",
      why: 'no root needed in the lab',
    },
    certificate: {
      real: "self-signed certificate with RSA keys, for the node's name",
      here: "P-256 keys; localhost and the machine's addresses are among its names",
      why: 'made in a millisecond; `curl --cacert` works',
    },
    logs: {
      real: "container logs are read from the engine's files",
      here: "from the engine's API",
      why: 'no root needed, any log driver',
    },
    logLinks: {
      real: '/logs/ follows every link',
      here: "only those that stay below the log directory or lead to a container's log",
      why: 'it is a file server',
    },
    figures: {
      real: 'cAdvisor measures all the time; /stats/summary and /metrics/… show the last figures',
      here: 'measured when somebody asks (engine, /proc, the file systems); layers that images share count once for each',
      why: 'an idle lab should cost nothing',
    },
    pprof: {
      real: '/debug/pprof/…: profiles of the Go program',
      here: '404 `Unknown profile`',
      why: 'it is none',
    },
    cadvisorJson: {
      real: '--enable-cadvisor-json-endpoints serves /stats/… and /spec/',
      here: 'the flag is ignored: they are 404, as by default',
      why: 'deprecated there',
    },
  },
  flags: {
    klog: {
      real: 'klog flushes its files every five seconds',
      here: 'each line at once',
      why: 'a learner looks at once',
    },
    exitCode: {
      real: 'exit code of a flag error is 255 after the usage',
      here: "the same, without klog's goroutine dump",
      why: 'the dump says nothing here',
    },
    goAddresses: {
      real: 'Go memory addresses in some dumps (`core.Probe{…}`, another kind)',
      here: "the dump stops at the type's name",
      why: 'there is none to print',
    },
    refused: {
      real: 'flags that need an API server, another runtime or a network plugin',
      here: 'refused with a sentence',
      why: 'running without what they ask for would mislead',
    },
    inert: {
      real: 'flags with nothing to act on (cloud, cadvisor, iptables …)',
      here: 'taken, one warning each',
      why: 'a command line of the real thing works',
    },
  },
};
