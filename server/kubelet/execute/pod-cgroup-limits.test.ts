import { expect, it } from 'vitest';
import { container, POD_SETTINGS, pod } from '../plan/fixtures';
import { podCgroupLimits } from './pod-cgroup-limits';

const of = (limits: Record<string, string>, requests = limits) => container('c', { resources: { limits, requests } });
const LIMITED = of({ cpu: '200m', memory: '64Mi' });
const PERIOD = { cpuPeriod: 100_000 };

it.each([
  ['BestEffort has the least share and no limit', [container('c')], {}, { cpuShares: 2 }],
  [
    'Guaranteed is limited to the sum of its containers',
    [LIMITED, { ...LIMITED, name: 'd' }],
    {},
    { cpuShares: 409, cpuQuota: 40_000, ...PERIOD, memoryBytes: 128 * 1024 * 1024 },
  ],
  [
    'Burstable is limited in what every container declares',
    [LIMITED, of({ memory: '1Mi' }, {})],
    {},
    { cpuShares: 204, memoryBytes: 65 * 1024 * 1024 },
  ],
  ['a limit of processes', [container('c')], { podPidsLimit: 100 }, { cpuShares: 2, pids: 100 }],
  [
    'CPU limits that are not enforced',
    [LIMITED],
    { cpuCFSQuota: false },
    { cpuShares: 204, cpuQuota: -1, ...PERIOD, memoryBytes: 64 * 1024 * 1024 },
  ],
])('%s', (_what, containers, settings, limits) => {
  expect(podCgroupLimits(pod({ containers }), { ...POD_SETTINGS, ...settings })).toEqual(limits);
});
