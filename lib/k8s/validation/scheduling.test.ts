import { expect, it } from 'vitest';
import { fieldErrorText } from './field-error';
import { affinityErrors, preemptionErrors, spreadErrors } from './scheduling';

const node = (more: object) =>
  affinityErrors({ nodeAffinity: more } as Parameters<typeof affinityErrors>[0], 'affinity').map(fieldErrorText);
const REQUIRED = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
const requiring = (expression: object) =>
  node({
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', ...expression }] }],
    },
  });

it.each([
  [{ operator: 'In', values: [] }, "values: Required value: must be specified when `operator` is 'In' or 'NotIn'"],
  [
    { operator: 'Exists', values: ['a'] },
    "values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
  ],
  [
    { operator: 'Gt', values: ['1', '2'] },
    "values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'",
  ],
  [{ operator: 'Like' }, 'operator: Invalid value: "Like": not a valid selector operator'],
])('a node selector of %j is refused', (expression, text) => {
  expect(requiring(expression)).toEqual([`${REQUIRED}[0].matchExpressions[0].${text}`]);
});

it('what is right passes', () => {
  for (const one of [
    { operator: 'In', values: ['ssd'] },
    { operator: 'DoesNotExist' },
    { operator: 'Lt', values: ['3'] },
  ])
    expect(requiring(one)).toEqual([]);
  expect(node({})).toEqual([]);
  expect(affinityErrors(undefined, 'affinity')).toEqual([]);
  expect(spreadErrors([{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }], 's')).toEqual([]);
  expect(preemptionErrors('Never', 'p')).toEqual([]);
  expect(preemptionErrors(undefined, 'p')).toEqual([]);
});

it('required node affinity has a term, preferred has a weight, keys are names', () => {
  expect(node({ requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } })).toEqual([
    `${REQUIRED}: Required value: must have at least one node selector term`,
  ]);
  const preferred = [{ weight: 101, preference: { matchExpressions: [{ key: '-', operator: 'Exists' }] } }];
  const at = 'affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0]';
  expect(node({ preferredDuringSchedulingIgnoredDuringExecution: preferred })).toEqual([
    `${at}.weight: Invalid value: 101: must be in the range 1-100`,
    expect.stringMatching(/preference\.matchExpressions\[0\]\.key: Invalid value: "-": name part must consist of/),
  ]);
});

it('pod affinity names a topology', () => {
  const podAntiAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: '' }],
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, podAffinityTerm: { topologyKey: 'zone' } }],
  };
  const errors = affinityErrors({ podAntiAffinity } as Parameters<typeof affinityErrors>[0], 'affinity');
  expect(errors.map(fieldErrorText)).toEqual([
    'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Required value: can not be empty',
    'affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100',
  ]);
});

it('a spread constraint is whole and said once', () => {
  const good = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' };
  expect(spreadErrors([{ maxSkew: 0, whenUnsatisfiable: 'x' }, good, good], 's').map(fieldErrorText)).toEqual([
    's[0].maxSkew: Invalid value: 0: must be greater than zero',
    's[0].topologyKey: Required value: can not be empty',
    's[0].whenUnsatisfiable: Unsupported value: "x": supported values: "DoNotSchedule", "ScheduleAnyway"',
    's[2].{topologyKey, whenUnsatisfiable}: Duplicate value: "{zone, DoNotSchedule}"',
  ]);
});

it('a preemption policy is one of two', () => {
  expect(preemptionErrors('x', 'p').map(fieldErrorText)).toEqual([
    'p: Unsupported value: "x": supported values: "PreemptLowerPriority", "Never"',
  ]);
});
