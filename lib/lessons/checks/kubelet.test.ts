import { expect, it } from 'vitest';
import type { LabView, SourceView } from '@/lib/protocol/view';
import { evaluateCheck } from './evaluate';
import { FOLDER_KEYS, KUBELET_KEYS } from './kubelet';
import { type Check, checkSchema } from './schema';
import { SOURCE_KEYS } from './source';
import { context, labView, NOW } from './view-fixture';

const withKubelet = (over: Partial<LabView['kubelet']>): LabView =>
  labView({ kubelet: { ...labView().kubelet, ...over } });
const HTTP = { kind: 'source', name: 'http' } as const;
const withSource = (over: Partial<SourceView>, name: SourceView['name'] = 'http'): LabView =>
  withKubelet({
    sources: {
      [name]: {
        name,
        address: 'http://127.0.0.1:8000/pods.yaml',
        lastReadAt: NOW - 1000,
        lastError: '',
        seen: true,
        periodMs: 20_000,
        ...over,
      },
    },
  });

const CASES: [string, Check, LabView, string][] = [
  ['folder there', { kind: 'folder' }, labView(), 'met'],
  ['no folder', { kind: 'folder' }, labView({ lab: { ...labView().lab, manifestDirExists: false } }), 'folder.missing'],

  ['reads the folder', { kind: 'kubelet', state: 'running', readsFolder: true }, labView(), 'met'],
  [
    'a slash at the end is the same folder',
    { kind: 'kubelet', state: 'running', readsFolder: true },
    withKubelet({ manifestPath: '/home/ada/kubelet-manifests/' }),
    'met',
  ],
  [
    'reads another',
    { kind: 'kubelet', state: 'running', readsFolder: true },
    withKubelet({ manifestPath: '/tmp' }),
    'kubelet.folder',
  ],
  ['stopped', { kind: 'kubelet', state: 'running' }, withKubelet({ state: 'stopped' }), 'kubelet.stopped'],
  ['starting', { kind: 'kubelet', state: 'running' }, withKubelet({ state: 'starting' }), 'watching kubelet.starting'],
  [
    'failed',
    { kind: 'kubelet', state: 'running' },
    withKubelet({ state: 'failed', exit: { code: 1, message: 'no' } }),
    'kubelet.failed',
  ],
  ['flag', { kind: 'kubelet', state: 'running', flag: { name: '--pod-manifest-path' } }, labView(), 'met'],
  [
    'flag with another value',
    { kind: 'kubelet', state: 'running', flag: { name: '--pod-manifest-path', value: '/x' } },
    labView(),
    'kubelet.flag',
  ],
  [
    'flag and value as two words',
    { kind: 'kubelet', state: 'running', flag: { name: '--v', value: '2' } },
    withKubelet({ args: ['--v', '2'] }),
    'met',
  ],
  ['stopped is wanted', { kind: 'kubelet', state: 'stopped' }, withKubelet({ state: 'stopped' }), 'met'],
  ['stopped is wanted, it runs', { kind: 'kubelet', state: 'stopped' }, labView(), 'kubelet.running'],
  [
    'stopped is wanted, none has been there to stop',
    { kind: 'kubelet', state: 'stopped', hasRun: true },
    withKubelet({ state: 'stopped', since: 0 }),
    'kubelet.never',
  ],
  [
    'stopped is wanted, and it has ended before the step',
    { kind: 'kubelet', state: 'stopped', hasRun: true },
    withKubelet({ state: 'stopped', since: 0, exit: { code: 0, message: '' } }),
    'met',
  ],
  [
    'stopped is wanted, and it went with the server while the step was open',
    { kind: 'kubelet', state: 'stopped', hasRun: true },
    withKubelet({ state: 'stopped', since: NOW }),
    'met',
  ],
  [
    'stopped is wanted, it stops',
    { kind: 'kubelet', state: 'stopped' },
    withKubelet({ state: 'stopping' }),
    'watching kubelet.stopping',
  ],

  ['read', HTTP, withSource({}), 'met'],
  ['not configured', HTTP, labView(), 'source.missing'],
  ['of no kubelet', HTTP, withKubelet({ state: 'stopped' }), 'kubelet.stopped'],
  ['not read yet', HTTP, withSource({ lastReadAt: 0, seen: false }), 'watching source.unread'],
  ['that is sent to', { ...HTTP, name: 'web' }, withSource({ lastReadAt: 0, periodMs: 0 }, 'web'), 'met'],
  ['read well', { ...HTTP, last: 'good' }, withSource({}), 'met'],
  ['read with an error', { ...HTTP, last: 'good' }, withSource({ lastError: '404' }), 'source.failing'],
  ['failing as wanted', { ...HTTP, last: { error: '\\b404\\b' } }, withSource({ lastError: 'x: 404' }), 'met'],
  ['failing otherwise', { ...HTTP, last: { error: '404' } }, withSource({ lastError: '500' }), 'source.otherError'],
  ['failing no more', { ...HTTP, last: { error: '404' } }, withSource({}), 'source.good'],
  ['read often', { ...HTTP, everySeconds: 5 }, withSource({ periodMs: 5000 }), 'met'],
  ['read too seldom', { ...HTTP, everySeconds: 5 }, withSource({}), 'source.seldom'],
];

it.each(CASES)('a kubelet, its folder, its sources: %s', (_name, check, view, expected) => {
  const { state, unmet } = evaluateCheck(checkSchema.parse(check), context(view), 'task');
  expect(state === 'met' ? 'met' : `${state === 'watching' ? 'watching ' : ''}${unmet?.key}`).toBe(expected);
});

it('has a case for every way of being unmet', () => {
  const seen = CASES.map(([, , , expected]) => expected.replace('watching ', ''));
  expect([...FOLDER_KEYS, ...KUBELET_KEYS, ...SOURCE_KEYS].filter((key) => !seen.includes(key))).toEqual([]);
});
