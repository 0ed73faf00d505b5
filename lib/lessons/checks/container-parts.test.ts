import { describe, expect, it } from 'vitest';
import type { ContainerStatus } from '@/lib/k8s/types';
import { CONTAINER_PART_KEYS } from './container-parts';
import { evaluateCheck } from './evaluate';
import { checkSchema } from './schema';
import { container, context, instance, NOW, nginxView, PAUSE_ID, POD_UID, pod } from './view-fixture';

const MI = 1024 * 1024;
const NGINX = { kind: 'container', pod: 'nginx', container: 'nginx' } as const;

const terminated = (exitCode: number, reason: string, message?: string) => ({
  terminated: { exitCode, reason, startedAt: null, finishedAt: '2023-11-14T22:13:10Z', ...(message && { message }) },
});
const said = (over: Partial<ContainerStatus>): ContainerStatus => ({
  name: 'nginx',
  state: { running: { startedAt: '2023-11-14T22:13:12Z' } },
  lastState: {},
  ready: true,
  restartCount: 0,
  image: 'nginx:latest',
  imageID: '',
  ...over,
});

/** nginx with this status in the kubelet's words, as an ordinary or as an init container. */
const view = (
  status: Partial<ContainerStatus>,
  over: Parameters<typeof container>[0] = {},
  list = 'containerStatuses',
) =>
  nginxView({
    pods: {
      [POD_UID]: pod({ status: { phase: 'Running', [list]: [said(status)] }, containers: [container(over)] }),
    },
  });

const oom = { ...NGINX, ended: { reason: 'OOMKilled', exitCode: 137 } };
const words = { ...NGINX, ended: { message: '^no \\w+ left$' } };
const limited = { ...NGINX, memoryLimit: { atMost: '64Mi' } };
const steady = { ...NGINX, steady: 10 };
const started = (secondsAgo: number) => ({ instances: [instance({ startedAt: NOW - secondsAgo * 1000 })] });

const BOTH = { readiness: 'exec', liveness: 'tcpSocket' } as const;

const CASES: [string, object, ReturnType<typeof view>, string][] = [
  ['has not ended', oom, view({}), 'watching container.neverEnded'],
  ['ended as wanted', oom, view({ state: terminated(137, 'OOMKilled') }), 'met'],
  ['the run before did', oom, view({ lastState: terminated(137, 'OOMKilled') }), 'met'],
  ['was killed by somebody else', oom, view({ state: terminated(137, 'Error') }), 'container.endedOtherwise'],
  ['with another exit code', oom, view({ state: terminated(0, 'OOMKilled') }), 'container.endedOtherwise'],
  ['an init container counts', oom, view({ state: terminated(137, 'OOMKilled') }, {}, 'initContainerStatuses'), 'met'],
  ['last words', words, view({ state: terminated(1, 'Error', 'no space left') }), 'met'],
  ['other last words', words, view({ state: terminated(1, 'Error', 'space left') }), 'container.endedSaying'],
  ['no last words', words, view({ state: terminated(1, 'Error') }), 'container.endedSaying'],

  ['runs long enough', steady, view({}, started(10)), 'met'],
  ['has just been started', steady, view({}, started(3)), 'watching container.fresh'],
  ['steady means running', steady, view({}, { state: 'exited' }), 'watching container.ended'],

  ['limited', limited, view({}, { memoryLimit: 64 * MI }), 'met'],
  ['without a limit', limited, view({}), 'container.unlimited'],
  ['limited too generously', limited, view({}, { memoryLimit: 65 * MI }), 'container.memoryLimit'],

  ['has the probe', { ...NGINX, probe: 'liveness' }, view({}, { probes: BOTH }), 'met'],
  ['has another', { ...NGINX, probe: 'liveness' }, view({}, { probes: { readiness: 'exec' } }), 'container.probe'],
  ['asks as wanted', { ...NGINX, probe: { kind: 'liveness', by: 'tcpSocket' } }, view({}, { probes: BOTH }), 'met'],
  [
    'asks in another way',
    { ...NGINX, probe: { kind: 'liveness', by: 'httpGet' } },
    view({}, { probes: BOTH }),
    'container.probeHandler',
  ],
];

describe('container checks that look further', () => {
  it.each(CASES)('%s', (_name, check, lab, expected) => {
    const { state, unmet } = evaluateCheck(checkSchema.parse(check), context(lab), 'task');
    expect([state === 'watching' ? 'watching' : '', unmet?.key ?? state].filter(Boolean).join(' ')).toBe(expected);
  });

  it('have a case for every way of being unmet', () => {
    const seen = new Set(CASES.map(([, , , expected]) => expected.replace('watching ', '')));
    expect(CONTAINER_PART_KEYS.filter((key) => !seen.has(key))).toEqual([]);
  });

  it('deliver how it ended, without the line break of echo', () => {
    const lab = view({ state: terminated(3, 'Error', 'no salt left\n') });
    expect(evaluateCheck(NGINX, context(lab), 'task').facts).toMatchObject({
      endedExitCode: 3,
      endedReason: 'Error',
      endedMessage: 'no salt left',
      endedAt: Date.parse('2023-11-14T22:13:10Z'),
    });
  });

  it('deliver the figures of a restart', () => {
    const dead = instance({ state: 'exited', exitCode: 137, finishedAt: NOW - 3000 });
    const next = instance({ id: 'f'.repeat(64), attempt: 1, startedAt: NOW - 1000 });
    const history = { sandboxes: { [POD_UID]: PAUSE_ID }, attempts: { [`${POD_UID}/nginx`]: 0 }, edges: [] };
    const check = checkSchema.parse({ ...NGINX, attempt: { more: 1 }, state: 'running' });
    const { facts } = evaluateCheck(
      check,
      context(view({}, { attempt: 1, instances: [next, dead] }), { history }),
      'back',
    );
    expect(facts).toMatchObject({ attempt: 1, gapMs: 2000, startedAt: NOW - 1000, id: 'f'.repeat(12) });
  });
});
