import type { de } from './de';

export const en: typeof de = {
  title: 'What is true of real Kubernetes, and what is ours',
  lead: 'The kubelet of this lab is written anew, in TypeScript. What you learn with it holds for the real one. This page says how far, and where we differ on purpose.',
  same: {
    title: 'As in the real thing',
    items: [
      'Containers, sandboxes, images and networks belong to the Docker engine of this machine. `docker ps` shows them, `docker kill` ends them.',
      'Pod manifests: fields, defaults, validation and the words of the errors are those of Kubernetes 1.20.',
      'Names and labels of containers, states and their reasons, events, restarts with their back-off of 10 seconds to 5 minutes, probes, hooks, grace periods, volumes.',
      'Flags, log lines and the API on the ports 10250 and 10255.',
      'The cases by which this is tested were tried on the real kubelet 1.20.2 first.',
    ],
  },
  ours: {
    title: 'Ours',
    items: [
      'The stage, the reasons beside each decision, and the loop that can be paused. A real kubelet decides alike but tells of it only by its log, events and API.',
      '`./kubelet` hands its arguments to the server of this page, which runs the kubelet. So the page can show what it decides. Your `sudo` in front of it gives it no more rights.',
      'In the demo without Docker the containers are imitated, and so are the answers of `docker` and `curl`. Each answer says so.',
      'A node alone: no API server, no scheduler. The kubelet takes its pods from files, from a URL, or from a web server of ours.',
    ],
  },
  today: {
    title: 'What is different in a cluster of today',
    items: [
      'Kubernetes 1.20 spoke to Docker itself. Since 1.24 the kubelet speaks to the engine through CRI only, mostly to containerd; on such a node `crictl ps` shows what `docker ps` shows here.',
      'The port 10255, which asks nobody who they are, is switched off in most clusters.',
      'Pods, sandboxes, probes, restart rules and static manifests are what they were.',
    ],
  },
  differences: 'Different on purpose',
  differencesLead: (count) => `${count} differences from the kubelet 1.20, each with its reason.`,
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
