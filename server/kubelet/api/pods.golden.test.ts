// GET /pods of the article's nginx pod: byte for byte what kubelet 1.20.2 answered, up to uid, ids, times and address.
import { expect, it } from 'vitest';
import { readManifest } from '@/lib/manifest/read-manifest';
import { running, sandbox } from '../plan/fixtures';
import { planStatus } from '../plan/plan-status';
import { podsAnswer } from './pod-list';

const RECORDED =
  '{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"nginx-worker1","namespace":"default","selfLink":"/api/v1/namespaces/default/pods/nginx-worker1","uid":"UID","creationTimestamp":null,"annotations":{"kubernetes.io/config.hash":"UID","kubernetes.io/config.seen":"2026-11-23T16:44:49.000000000Z","kubernetes.io/config.source":"file"}},"spec":{"containers":[{"name":"nginx","image":"nginx:latest","ports":[{"name":"http","containerPort":80,"protocol":"TCP"}],"resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","nodeName":"worker1","securityContext":{},"schedulerName":"default-scheduler","tolerations":[{"operator":"Exists","effect":"NoExecute"}],"enableServiceLinks":true},"status":{"phase":"Running","conditions":[{"type":"Initialized","status":"True","lastProbeTime":null,"lastTransitionTime":"2026-11-23T16:44:49Z"},{"type":"Ready","status":"True","lastProbeTime":null,"lastTransitionTime":"2026-11-23T16:44:55Z"},{"type":"ContainersReady","status":"True","lastProbeTime":null,"lastTransitionTime":"2026-11-23T16:44:55Z"},{"type":"PodScheduled","status":"True","lastProbeTime":null,"lastTransitionTime":"2026-11-23T16:44:49Z"}],"podIP":"172.17.0.2","podIPs":[{"ip":"172.17.0.2"}],"startTime":"2026-11-23T16:44:49Z","containerStatuses":[{"name":"nginx","state":{"running":{"startedAt":"2026-11-23T16:44:54Z"}},"lastState":{},"ready":true,"restartCount":0,"image":"nginx:latest","imageID":"docker://sha256:901f","containerID":"docker://7c92","started":true}],"qosClass":"BestEffort"}}]}\n';

const MANIFEST = `apiVersion: v1
kind: Pod
metadata:
  name: nginx
spec:
  containers:
  - name: nginx
    image: nginx:latest
    imagePullPolicy: IfNotPresent
    ports:
    - name: http
      containerPort: 80
`;

it('answers as the real kubelet did', () => {
  const seenAt = Date.parse('2026-11-23T16:44:49Z');
  const context = { nodeName: 'worker1', source: 'file', file: 'nginx.yaml', seenAt, md5: () => 'UID' } as const;
  const read = readManifest(MANIFEST, context);
  if (!read.ok) throw new Error(read.message);
  const { pod } = read;
  const records = [
    sandbox({ ip: '172.17.0.2' }),
    running('nginx', {
      id: '7c92',
      image: 'nginx:latest',
      imageId: 'docker://sha256:901f',
      startedAt: Date.parse('2026-11-23T16:44:54.9Z'),
    }),
  ];
  const first = planStatus({ pod, records: [], startErrors: new Map(), now: seenAt });
  const status = planStatus({
    pod,
    records,
    previous: first,
    startErrors: new Map(),
    now: Date.parse('2026-11-23T16:44:55Z'),
  });
  const answer = podsAnswer([{ ...pod, status }]);
  expect(answer.body).toBe(RECORDED);
});
