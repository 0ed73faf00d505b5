// What a shared host refuses: each rule in a manifest, with its line, and through a list of pods as a URL sends it.
import { describe, expect, it } from 'vitest';
import type { PodSecurityProfile } from '@/lib/k8s/pod-security';
import { readPods } from './read-pods';
import { BUSYBOX, context, NGINX, read } from './testdata/manifests';

const podSecurity: PodSecurityProfile = {
  name: 'workshop',
  images: ['nginx:latest', 'busybox:1.35'],
  hostPaths: ['/srv/lesson'],
  hostPathsBelow: '/seat/home',
  containersPerPod: 3,
  textLength: 1000,
};
const inContainer = (yaml: string): string => `${BUSYBOX}    ${yaml}\n`;
const inSpec = (yaml: string): string => BUSYBOX.replace('spec:\n', `spec:\n  ${yaml}\n`);
const annotated = (key: string, value: string): string =>
  BUSYBOX.replace('  name: bb\n', `  name: bb\n  annotations: {${key}: ${value}}\n`);
const lineOf = (text: string, needle: string): number => text.slice(0, text.indexOf(needle)).split('\n').length;
const rulesOf = (text: string): unknown[] =>
  read(text, { podSecurity }).problems.flatMap(({ code, facts }) => (code === 'PodSecurity' ? [facts?.rule] : []));

const CASES: [rule: string, what: string, text: string, place: string][] = [
  ['privileged', 'privileged', inContainer('securityContext: {privileged: true}'), 'securityContext'],
  ['host namespaces', 'the host network', inSpec('hostNetwork: true'), 'hostNetwork'],
  ['host namespaces', 'the host pids', inSpec('hostPID: true'), 'hostPID'],
  ['host namespaces', 'the host IPC', inSpec('hostIPC: true'), 'hostIPC'],
  ['hostPort', 'a port of the host', inContainer('ports: [{containerPort: 80, hostPort: 80}]'), 'ports'],
  [
    'non-default capabilities',
    'SYS_ADMIN',
    inContainer('securityContext: {capabilities: {add: [SYS_ADMIN]}}'),
    'securityContext',
  ],
  ['non-default capabilities', 'ALL', inContainer('securityContext: {capabilities: {add: [ALL]}}'), 'securityContext'],
  [
    'non-default capabilities',
    'a default one in small letters',
    inContainer('securityContext: {capabilities: {add: [kill]}}'),
    'securityContext',
  ],
  ['procMount', 'all of /proc', inContainer('securityContext: {procMount: Unmasked}'), 'securityContext'],
  [
    'seccompProfile',
    'no seccomp',
    inContainer('securityContext: {seccompProfile: {type: Unconfined}}'),
    'securityContext',
  ],
  [
    'seccompProfile',
    'no seccomp for all',
    inSpec('securityContext: {seccompProfile: {type: Unconfined}}'),
    'securityContext',
  ],
  [
    'seccompProfile',
    'a file of the host',
    inSpec('securityContext: {seccompProfile: {type: Localhost, localhostProfile: x.json}}'),
    'securityContext',
  ],
  [
    'seccompProfile',
    'no seccomp by annotation',
    annotated('seccomp.security.alpha.kubernetes.io/pod', 'unconfined'),
    'annotations',
  ],
  [
    'forbidden AppArmor profile',
    'no AppArmor',
    annotated('container.apparmor.security.beta.kubernetes.io/c', 'unconfined'),
    'annotations',
  ],
  [
    'seLinuxOptions',
    'an SELinux user',
    inContainer('securityContext: {seLinuxOptions: {user: system_u}}'),
    'securityContext',
  ],
  [
    'forbidden sysctls',
    'a sysctl',
    inSpec('securityContext: {sysctls: [{name: kernel.msgmax, value: "1"}]}'),
    'securityContext',
  ],
  ['hostPath volumes', 'the root', inSpec('volumes: [{name: v, hostPath: {path: /}}]'), 'volumes'],
  [
    'hostPath volumes',
    'the engine',
    inSpec('volumes: [{name: v, hostPath: {path: /var/run/docker.sock, type: Socket}}]'),
    'volumes',
  ],
  [
    'hostPath volumes',
    'a way out of a path that is allowed',
    inSpec('volumes: [{name: v, hostPath: {path: /srv/lesson/x}}]'),
    'volumes',
  ],
  ['hostPath volumes', 'the home itself', inSpec('volumes: [{name: v, hostPath: {path: /seat/home}}]'), 'volumes'],
  ['restricted volume types', 'NFS', inSpec('volumes: [{name: v, nfs: {server: s, path: /x}}]'), 'volumes'],
  ['runtimeClassName', 'another runtime', inSpec('runtimeClassName: runc'), 'runtimeClassName'],
  ['foreign images', "somebody's image", BUSYBOX.replace('busybox:1.35', 'team/evil:1'), 'image'],
  [
    'foreign images',
    'the same name in another registry',
    BUSYBOX.replace('busybox:1.35', 'evil.example/busybox:1.35'),
    'image',
  ],
  [
    'size of env and args',
    'a large variable',
    inContainer(`env: [{name: A, value: ${'x'.repeat(1001)}}]`),
    'containers',
  ],
];

describe('a pod-security profile', () => {
  it.each(CASES)('%s: %s', (rule, _what, text, place) => {
    expect(read(text).ok, 'without a profile').toBe(true);
    const result = read(text, { podSecurity });
    if (result.ok) throw new Error('was accepted');
    const [problem] = result.problems.filter(({ code }) => code === 'PodSecurity');
    expect(rulesOf(text)).toEqual([rule]);
    expect(problem).toMatchObject({ severity: 'error', line: expect.any(Number) });
    expect(problem?.line).toBeGreaterThanOrEqual(lineOf(text, place));
    expect(result.logText).toMatch(/^pods "bb-worker1" is forbidden: violates PodSecurity "workshop": /);
    expect(result.logText).toContain(`: ${rule} (`);
  });

  it('names every rule that a pod breaks', () => {
    const text = inSpec('hostNetwork: true\n  hostPID: true').replace('busybox:1.35', 'team/evil:1');
    expect(read(text, { podSecurity })).toMatchObject({
      ok: false,
      message:
        'pods "bb-worker1" is forbidden: violates PodSecurity "workshop": host namespaces (hostNetwork=true), ' +
        'host namespaces (hostPID=true), foreign images (container "c" must use one of "nginx:latest", "busybox:1.35")',
    });
  });

  it('holds for init containers, and at their own line', () => {
    const text = inSpec('initContainers:\n  - {name: i, image: team/evil:1}');
    expect(rulesOf(text)).toEqual(['foreign images']);
    expect(read(text, { podSecurity }).problems).toMatchObject([
      { line: lineOf(text, 'team/evil'), path: 'spec.initContainers[0].image' },
    ]);
  });

  it('lets a pod have what lies in its home', () =>
    expect(rulesOf(inSpec('volumes: [{name: v, hostPath: {path: /seat/home/site}}]'))).toEqual([]));

  it.each(['ngimx:1.0', 'busybox', 'nginx:1.0'])('leaves %s to the runtime, which has no such image', (image) =>
    expect(rulesOf(BUSYBOX.replace('busybox:1.35', image))).toEqual([]),
  );

  it('counts the containers of a pod', () => {
    const containers = ['d', 'e', 'f'].map((name) => `  - {name: ${name}, image: nginx}\n`).join('');
    expect(rulesOf(BUSYBOX + containers)).toEqual(['containers per pod']);
    expect(rulesOf(BUSYBOX + containers.replace(/.*f, .*\n/, ''))).toEqual([]);
  });

  it('refuses a part of a volume: a link in it would lead to the host', () => {
    const mount = (more: string) =>
      inSpec('volumes: [{name: v, emptyDir: {}}]').concat(`    volumeMounts: [{name: v, mountPath: /v${more}}]\n`);
    expect(rulesOf(mount(''))).toEqual([]);
    expect(rulesOf(mount(', subPath: x'))).toEqual(['subPath']);
    expect(rulesOf(mount(', subPathExpr: x'))).toEqual(['subPath']);
  });

  it.each([
    ['nginx', NGINX],
    ['a full name of the same image', NGINX.replace('nginx:latest', 'docker.io/library/nginx')],
    ['fewer capabilities', inContainer('securityContext: {capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}')],
    ['a path of the lesson', inSpec('volumes: [{name: v, hostPath: {path: /srv/lesson}}]')],
    ['the default profile by name', inSpec('securityContext: {seccompProfile: {type: RuntimeDefault}}')],
  ])('lets through: %s', (_what, text) => {
    expect(read(text, { podSecurity }).ok).toBe(true);
  });

  it('holds for what a URL sends, alone and in a list', () => {
    const pod = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a' },
      spec: { hostPID: true, containers: [{ name: 'c', image: 'nginx' }] },
    });
    const list = `{"apiVersion":"v1","kind":"PodList","items":[${pod}]}`;
    for (const text of [pod, list]) {
      expect(readPods(text, 'u', { ...context, source: 'http' }).ok).toBe(true);
      expect(readPods(text, 'u', { ...context, source: 'http', podSecurity })).toEqual({
        ok: false,
        message: 'pods "a-worker1" is forbidden: violates PodSecurity "workshop": host namespaces (hostPID=true)',
      });
    }
  });
});
