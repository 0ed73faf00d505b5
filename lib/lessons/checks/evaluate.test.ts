import { describe, expect, it } from 'vitest';
import type { LabView, PodView } from '@/lib/protocol/view';
import { ANSWER_KEYS } from './answer';
import { CONTAINER_PART_KEYS } from './container-parts';
import { DEFAULT_KEYS, evaluateCheck } from './evaluate';
import { FOLDER_KEYS, KUBELET_KEYS } from './kubelet';
import type { CheckContext } from './result';
import { type Check, checkSchema } from './schema';
import { SOURCE_KEYS } from './source';
import {
  command,
  container,
  context,
  instance,
  labView,
  manifest,
  NGINX_ID,
  NOW,
  nginxView,
  PAUSE_ID,
  POD_UID,
  pod,
} from './view-fixture';

const withPod = (over: Partial<PodView>): LabView => nginxView({ pods: { [POD_UID]: pod(over) } });
const withContainer = (over: Parameters<typeof container>[0]): LabView => withPod({ containers: [container(over)] });
const withKubelet = (over: Partial<LabView['kubelet']>): LabView =>
  labView({ kubelet: { ...labView().kubelet, ...over } });
const withManifest = (over: Parameters<typeof manifest>[0]): LabView =>
  nginxView({ manifests: { 'nginx.yaml': manifest(over) } });
const withCommand = (line: string, over: Parameters<typeof command>[1] = {}): LabView =>
  nginxView({ commands: { '1': command(line, over) } });

const NGINX = { kind: 'container', pod: 'nginx', container: 'nginx' } as const;
const later = { ...NGINX, attempt: { more: 1 }, state: 'running' } as const;
const seenFirst = { history: { sandboxes: { [POD_UID]: PAUSE_ID }, attempts: { [`${POD_UID}/nginx`]: 0 }, edges: [] } };
const killed = instance({ state: 'exited', exitCode: 137, finishedAt: NOW - 3000 });
const restarted = instance({ id: 'f'.repeat(64), attempt: 1, startedAt: NOW - 1000 });
const inspectPause: Check = { kind: 'command', line: '\\bdocker inspect\\b.*\\s{{pauseId}}' };

/** Check, view, what is expected ('met' or the key of the sentence), and whether it is being watched. */
const CASES: [string, Check, LabView, string, Partial<CheckContext>?][] = [
  [
    'manifest applied',
    { kind: 'manifest', pod: 'nginx', image: 'nginx:latest', containerPort: 80 },
    nginxView(),
    'met',
  ],
  [
    'under any file name',
    { kind: 'manifest', pod: 'nginx' },
    nginxView({ manifests: { x: manifest({ file: 'x' }) } }),
    'met',
  ],
  ['no manifest', { kind: 'manifest', pod: 'nginx' }, labView(), 'manifest.missing'],
  ['not read yet', { kind: 'manifest', pod: 'nginx' }, withManifest({ state: 'unread' }), 'watching manifest.unread'],
  ['rejected', { kind: 'manifest', pod: 'nginx' }, withManifest({ state: 'rejected' }), 'manifest.rejected'],
  ['ignored', { kind: 'manifest', file: 'nginx.yaml' }, withManifest({ state: 'ignored' }), 'manifest.state'],
  ['another pod', { kind: 'manifest', pod: 'web' }, nginxView(), 'manifest.pod'],
  ['another image', { kind: 'manifest', pod: 'nginx', image: 'nginx:1.17' }, nginxView(), 'manifest.image'],
  ['another port', { kind: 'manifest', pod: 'nginx', containerPort: 8080 }, nginxView(), 'manifest.port'],

  ['pod running', { kind: 'pod', pod: 'nginx', phase: 'Running', ready: true }, nginxView(), 'met'],
  ['pod by its full name', { kind: 'pod', pod: 'nginx-worker1' }, nginxView(), 'met'],
  ['no pod', { kind: 'pod', pod: 'nginx' }, labView(), 'pod.missing'],
  ['no pod from there', { kind: 'pod', pod: 'nginx', source: 'http' }, nginxView(), 'pod.source'],
  ['no pod at all', { kind: 'pod', pod: 'nginx', source: 'http' }, labView(), 'pod.missing'],
  [
    'two pods with one name',
    { kind: 'pod', pod: 'nginx', source: 'http', phase: 'Running' },
    nginxView({ pods: { [POD_UID]: pod(), other: pod({ uid: 'other', source: 'http' }) } }),
    'met',
  ],

  [
    'phase pending',
    { kind: 'pod', pod: 'nginx', phase: 'Running' },
    withPod({ status: { phase: 'Pending' } }),
    'watching pod.phase',
  ],
  [
    'phase failed',
    { kind: 'pod', pod: 'nginx', phase: 'Running' },
    withPod({ status: { phase: 'Failed' } }),
    'pod.phase',
  ],
  [
    'not ready',
    { kind: 'pod', pod: 'nginx', ready: true },
    withPod({ status: { phase: 'Running', conditions: [] } }),
    'watching pod.notReady',
  ],
  ['another class', { kind: 'pod', pod: 'nginx', qos: 'Burstable' }, nginxView(), 'pod.qos'],
  ['its class', { kind: 'pod', pod: 'nginx', qos: 'BestEffort' }, nginxView(), 'met'],
  ['ready, but should not be', { kind: 'pod', pod: 'nginx', ready: false }, nginxView(), 'pod.ready'],

  ['sandbox the same', { kind: 'sandbox', pod: 'nginx', same: true }, nginxView(), 'met', seenFirst],
  [
    'sandbox replaced',
    { kind: 'sandbox', pod: 'nginx', same: true },
    withPod({ sandbox: container({ instances: [instance({ id: 'e'.repeat(64) })] }) }),
    'sandbox.replaced',
    seenFirst,
  ],
  [
    'no sandbox',
    { kind: 'sandbox', pod: 'nginx' },
    withPod({ sandbox: container({ instances: [] }) }),
    'sandbox.missing',
  ],
  ['wrong number', { kind: 'sandbox', pod: 'nginx', count: 2 }, nginxView(), 'sandbox.count'],

  ['container running', { ...NGINX, state: 'running', ready: true, restartCount: 0, attempt: 0 }, nginxView(), 'met'],
  ['no container', { ...NGINX, container: 'sidecar' }, nginxView(), 'container.missing'],
  ['killed', { ...NGINX, died: { exitCode: 137 } }, withContainer({ state: 'exited', instances: [killed] }), 'met'],
  [
    'killed before the step',
    { ...NGINX, died: {} },
    withContainer({ instances: [restarted, killed] }),
    'container.alive',
    { enteredAt: NOW },
  ],
  [
    'ended by itself',
    { ...NGINX, died: { exitCode: 137 } },
    withContainer({ instances: [instance({ state: 'exited', exitCode: 1, finishedAt: NOW })] }),
    'container.diedOtherwise',
  ],
  ['back as the next attempt', later, withContainer({ attempt: 1, instances: [restarted, killed] }), 'met', seenFirst],
  ['still the first attempt', later, nginxView(), 'container.attempt', seenFirst],
  [
    'between two attempts',
    later,
    withContainer({ state: 'exited', instances: [killed] }),
    'watching container.ended',
    seenFirst,
  ],
  [
    'next attempt starts',
    later,
    withContainer({ state: 'starting', instances: [instance({ attempt: 1, state: 'created' }), killed] }),
    'watching container.starting',
    seenFirst,
  ],
  [
    'next attempt waits',
    later,
    withContainer({ state: 'waiting', reason: 'CrashLoopBackOff', instances: [killed] }),
    'watching container.waiting',
    seenFirst,
  ],
  ['state', { ...NGINX, state: 'waiting' }, nginxView(), 'container.state'],
  [
    'reason',
    { ...NGINX, state: 'waiting', reason: 'CrashLoopBackOff' },
    withContainer({ state: 'waiting', reason: 'ErrImagePull' }),
    'container.reason',
  ],
  [
    'reason is right',
    { ...NGINX, state: 'waiting', reason: 'CrashLoopBackOff' },
    withContainer({ state: 'waiting', reason: 'CrashLoopBackOff' }),
    'met',
  ],
  ['exit code', { ...NGINX, exitCode: 1 }, nginxView(), 'container.exitCode'],
  ['restarts', { ...NGINX, restartCount: { atLeast: 1 } }, nginxView(), 'container.restarts'],
  ['container not ready', { ...NGINX, ready: true }, withContainer({ ready: false }), 'watching container.notReady'],
  ['container ready, but should not be', { ...NGINX, ready: false }, nginxView(), 'container.ready'],

  ['command', { kind: 'command', line: '\\bdocker ps\\b' }, withCommand('sudo docker ps'), 'met'],
  [
    'command before the step',
    { kind: 'command', line: 'docker ps' },
    withCommand('docker ps', { at: NOW - 11_000 }),
    'command.unseen',
  ],
  [
    'command failed',
    { kind: 'command', line: 'docker ps' },
    withCommand('docker ps', { exitCode: 127 }),
    'command.failed',
  ],
  [
    'any exit code',
    { kind: 'command', line: 'docker ps', exitCode: 'any' },
    withCommand('docker ps', { exitCode: 127 }),
    'met',
  ],
  [
    'command runs',
    { kind: 'command', line: 'docker ps' },
    nginxView({ commands: { '1': { seq: 1, at: NOW, terminal: 't1', line: 'docker ps' } } }),
    'watching command.running',
  ],
  [
    'names the pause container',
    inspectPause,
    withCommand(`docker inspect --format '{{ .X }}' ${PAUSE_ID.slice(0, 12)}`),
    'met',
  ],
  ['by the first digits', inspectPause, withCommand('docker inspect 8b0 --format x'), 'met'],
  ['by its Docker name', inspectPause, withCommand(`docker inspect k8s_POD_nginx-worker1_default_${POD_UID}_0`), 'met'],
  ['by what the shell fills in', inspectPause, withCommand('docker inspect $(docker ps -qf name=POD)'), 'met'],
  ['names another container', inspectPause, withCommand(`docker inspect ${NGINX_ID.slice(0, 12)}`), 'command.other'],
  [
    'the address of the pod',
    { kind: 'command', line: '\\bcurl\\b.*[\\s/]{{podIP}}' },
    withCommand('curl -s http://172.17.0.2:80/'),
    'met',
  ],
  [
    'another address',
    { kind: 'command', line: '\\bcurl\\b.*[\\s/]{{podIP}}' },
    withCommand('curl http://172.17.0.20'),
    'command.other',
  ],

  ['no decision', { kind: 'decision', what: 'ContainerDied' }, nginxView(), 'decision.unseen'],
  [
    'a decision',
    { kind: 'decision', what: 'ContainerDied', pod: 'nginx', container: 'nginx' },
    nginxView({
      decisions: {
        '1': {
          seq: 1,
          at: NOW,
          kind: 'observed',
          podUid: POD_UID,
          podName: 'nginx-worker1',
          container: 'nginx',
          what: 'ContainerDied',
          facts: {},
        },
      },
    }),
    'met',
  ],

  ['all', { kind: 'all', of: [{ kind: 'folder' }, { kind: 'pod', pod: 'nginx' }] }, nginxView(), 'met'],
  [
    'all: what is missing',
    { kind: 'all', of: [{ kind: 'folder' }, { kind: 'pod', pod: 'nginx' }] },
    labView(),
    'pod.missing',
  ],
  [
    'all: a part has come true in this step',
    {
      kind: 'all',
      of: [
        { kind: 'command', line: 'x' },
        { kind: 'pod', pod: 'nginx' },
      ],
    },
    labView({ commands: { '1': command('x') } }),
    'watching pod.missing',
  ],
  ['any', { kind: 'any', of: [{ kind: 'pod', pod: 'web' }, { kind: 'folder' }] }, labView(), 'met'],
  [
    'any: what has come furthest',
    {
      kind: 'any',
      of: [
        { kind: 'pod', pod: 'web' },
        { kind: 'kubelet', state: 'running' },
      ],
    },
    withKubelet({ state: 'starting' }),
    'watching kubelet.starting',
  ],
  ['not', { kind: 'not', unmet: 'still.there', check: { kind: 'pod', pod: 'nginx' } }, labView(), 'met'],
  [
    'not: it still holds',
    { kind: 'not', unmet: 'still.there', check: { kind: 'pod', pod: 'nginx' } },
    nginxView(),
    'still.there',
  ],
  ['after: it held all along', { kind: 'after', check: { kind: 'pod', pod: 'nginx' } }, nginxView(), 'after.already'],
  [
    'within',
    { kind: 'within', seconds: 5, since: { ...NGINX, died: {} }, check: { ...NGINX, state: 'running' } },
    withContainer({ instances: [restarted, killed] }),
    'met',
  ],
  [
    'within: too late',
    { kind: 'within', seconds: 1, since: { ...NGINX, died: {} }, check: { ...NGINX, state: 'running' } },
    withContainer({ instances: [restarted, killed] }),
    'within.late',
  ],
];
// A pod of which no kubelet speaks has no status at all.
const { status: _, ...silent } = pod();
CASES.push([
  'no kubelet, no phase',
  { kind: 'pod', pod: 'nginx', phase: 'Running' },
  nginxView({ pods: { [POD_UID]: silent } }),
  'pod.unknown',
]);

describe('evaluateCheck', () => {
  it.each(CASES)('%s', (_name, check, view, expected, over) => {
    const result = evaluateCheck(checkSchema.parse(check), context(view, over), 'task');
    const said =
      result.state === 'met' ? 'met' : `${result.state === 'watching' ? 'watching ' : ''}${result.unmet?.key}`;
    expect(said).toBe(expected);
  });

  it('has a case for every way of being unmet, here or in a file of its own', () => {
    const seen = new Set(CASES.map(([, , , expected]) => expected.replace('watching ', '')));
    const elsewhere = new Set<string>([
      ...ANSWER_KEYS,
      ...CONTAINER_PART_KEYS,
      ...FOLDER_KEYS,
      ...KUBELET_KEYS,
      ...SOURCE_KEYS,
    ]);
    expect(DEFAULT_KEYS.filter((key) => !seen.has(key) && !elsewhere.has(key))).toEqual([]);
  });
});
