import type { de } from './de';

export const en: typeof de = {
  title: 'What is true of real Kubernetes, and what is ours',
  lead: 'This lab’s kubelet has been written from scratch in TypeScript. What you learn from it holds for the real one. This page tells you how far, and where ours differs on purpose.',
  same: {
    title: 'As in the real thing',
    items: [
      'Containers, sandboxes, images and networks are those of this machine’s Docker engine. `docker ps` lists them, `docker kill` ends them.',
      'Pod manifests: fields, defaults, validation and the wording of errors are those of Kubernetes 1.20.',
      'Container names and labels, states and their reasons, events, restarts with a back-off from 10 seconds to 5 minutes, probes, hooks, grace periods, volumes.',
      'Flags, log lines, and the API on ports 10250 and 10255.',
      'The test cases behind all this ran against the real kubelet 1.20.2 first.',
    ],
  },
  ours: {
    title: 'Ours',
    items: [
      'The stage, the reason beside each decision, and the loop that you can pause. A real kubelet makes the same decisions, but tells you only through its log, its events and its API.',
      '`./kubelet` hands its arguments to the server of this page, and the server runs the kubelet, so that the page can show what it decides. Your `sudo` in front of it gives it no extra rights.',
      'In the demo without Docker the containers are simulated, and so are the answers of `docker` and `curl`. Each answer says so.',
      'A node on its own: no API server, no scheduler. The kubelet takes its pods from files, from a URL, or from a web server that we added.',
    ],
  },
  today: {
    title: 'What is different in today’s clusters',
    items: [
      'Kubernetes 1.20 spoke to Docker itself. Since 1.24 the kubelet speaks only CRI, usually to containerd; on such a node `crictl ps` shows what `docker ps` shows here.',
      'Port 10255, which asks nobody who they are, is switched off in most clusters.',
      'Pods, sandboxes, probes, restart rules and static manifests are still what they were.',
    ],
  },
  differences: 'Different on purpose',
  differencesLead: (count) => `${count} differences from kubelet 1.20, each with its reason.`,
  real: 'Kubelet 1.20',
  here: 'Here',
  why: 'Why',
  area: {
    pods: 'The life of a pod',
    sources: 'Where pods come from',
    engine: 'Engine and node',
    volumes: 'Volumes',
    api: 'Ports and API',
    flags: 'Command line and log',
  },
  search: 'Search the differences',
  areas: 'Area',
  all: 'All',
  found: (count) => (count === 1 ? '1 difference' : `${count} differences`),
  none: (search) =>
    search.trim() === '' ? 'There is nothing in this area.' : `“${search.trim()}” does not occur here.`,
};
