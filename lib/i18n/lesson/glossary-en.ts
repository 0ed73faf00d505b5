import type { glossaryDe } from './glossary-de';

/** Short explanations of terms: one or two sentences that need no prior knowledge. */
export const glossaryEn: Record<keyof typeof glossaryDe, string> = {
  node: 'A machine in the cluster, here the machine that the kubelet runs on.',
  pod: 'The smallest unit that Kubernetes starts: one or more containers that share an address and volumes.',
  container: 'A process with its own view of files, network and processes, started from an image.',
  image: 'The file system and start command that a container is made from.',
  manifest: 'A YAML file that describes the desired state.',
  kubelet:
    'The service on every node. It compares the containers that should run with those that do, and removes the difference.',
  engine: 'The program that actually starts and stops containers, here the Docker Engine.',
  sandbox: 'The frame of a pod: the pause container with the network and the address that the other containers share.',
  pause: 'A tiny container that does nothing but run. It holds the pod’s address.',
  'static-pod': 'A pod that the kubelet knows from a file, without an API server.',
  namespace: 'A scope for names: two namespaces can each have a pod of the same name.',
  uid: 'Identifies a pod. For a pod from a file it is computed from the content.',
  attempt: 'Counts how often the kubelet has created this container, from 0.',
  'restart-policy': 'Says whether the kubelet restarts a container that has ended: Always, OnFailure or Never.',
  'back-off': 'The wait before the next restart. It doubles from 10\u00a0s up to 300\u00a0s.',
  probe: 'A question that the kubelet asks a container again and again: by HTTP, by TCP, or with a command inside it.',
  liveness: 'If this probe fails, the kubelet stops the container and starts it again.',
  readiness: 'The probe that says whether a pod should get requests right now. It restarts nothing.',
  startup: 'The probe for the start. Until it succeeds for the first time, the others do not ask.',
  inotify: 'A message from the Linux kernel that something in a folder has changed.',
  'init-container': 'A container that runs before the others and has to end successfully before they start.',
  volume:
    'A folder or file that the kubelet mounts into the containers of a pod. It belongs to the pod and outlives their restarts.',
  qos: 'Quality of service: Guaranteed, Burstable or BestEffort. It follows from requests and limits, and says which pods have to go first when resources run short.',
};
