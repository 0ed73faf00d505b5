// What the real kubelet 1.20.2 reported in GET /pods and asked of the engine (recorded), against ours from the same manifest and
// the same engine answers: field by field. What may differ stands in TOLERATED, each with its reason.
import { describe, expect, it } from 'vitest';
import { containerNamed } from '@/lib/k8s/every-container';
import type { ContainerStatus, PodStatus, StaticPod } from '@/lib/k8s/types';
import { readManifest } from '@/lib/manifest/read-manifest';
import { containerBody, sandboxBody } from '@/server/runtime/docker/create-bodies';
import { readInspected } from '@/server/runtime/docker/records';
import { containerConfig, sandboxConfig } from './execute/pod-config';
import { POD_SETTINGS } from './plan/fixtures';
import type { StartError } from './plan/plan-input';
import { planStatus } from './plan/plan-status';
import type { ContainerRecord } from './runtime-service';
import recorded from './testdata/golden-statuses.json' with { type: 'json' };

type Inspected = Parameters<typeof readInspected>[0];
type Fields = Record<string, unknown>;
interface Golden {
  case: string;
  manifest: string;
  uid: string;
  annotations: Record<string, string>;
  status: PodStatus;
  sandboxes: Inspected[];
  containers: Inspected[];
  requests: { name: string; config: Fields; hostConfig: Fields }[];
}
const goldens = recorded as unknown as Golden[];
const ownership = { lab: 'golden', node: 'worker1' };
const OWN_LABELS = { 'dev.kulissen.lab': 'golden', 'dev.kulissen.node': 'worker1' };

/** Case → fields in which ours differs, and why. Nothing else may. */
const STOPPED =
  'the engine was asked after the sandbox had been stopped, the status is older; a final status keeps the address';
const PROBED = 'readiness comes from a probe, and no prober runs here';
const TOLERATED: Record<string, Partial<Record<keyof PodStatus, string>>> = {
  'c-never-0': { podIP: STOPPED, podIPs: STOPPED },
  'd-readiness-exec': { conditions: PROBED, containerStatuses: PROBED },
};

function podOf({ manifest, uid, annotations }: Golden): StaticPod {
  const read = { nodeName: 'worker1', source: 'file', file: 'x', seenAt: 0, md5: () => uid } as const;
  const result = readManifest(manifest, read);
  if (!result.ok) throw new Error(result.message);
  return { ...result.pod, metadata: { ...result.pod.metadata, uid, annotations } };
}

const statusesOf = ({ status }: Golden): ContainerStatus[] => [
  ...(status.initContainerStatuses ?? []),
  ...(status.containerStatuses ?? []),
];

/** The engine's answers as records; names of images as the recording has them. */
function recordsOf(golden: Golden): ContainerRecord[] {
  return [...golden.sandboxes, ...golden.containers].map((info) => {
    const Labels: Record<string, string> = { ...info.Config.Labels, ...OWN_LABELS };
    const name = Labels['io.kubernetes.container.name'];
    const { image = '', imageID = '' } = statusesOf(golden).find((status) => status.name === name) ?? {};
    const digest = /^docker-pullable:\/\/(.*)$/.exec(imageID)?.[1];
    const names = { repoTags: [image], repoDigests: digest === undefined ? [] : [digest] };
    const record = readInspected({ ...info, Config: { ...info.Config, Labels } }, names, ownership);
    if (record === null) throw new Error('the recording is not ours');
    return record;
  });
}

/** Why the last start failed: what the recorded statuses wait for. */
const startErrorsOf = (golden: Golden): Map<string, StartError> =>
  new Map(
    statusesOf(golden).flatMap(({ name, state }): [string, StartError][] => {
      const { reason = '', message = '' } = state.waiting ?? {};
      return message === '' ? [] : [[name, { reason: reason as StartError['reason'], message }]];
    }),
  );

describe.each(goldens)('the status of $case', (golden) => {
  const { startTime, conditions } = golden.status;
  const previous: PodStatus = {
    phase: 'Pending',
    ...(startTime && { startTime }),
    ...(conditions && { conditions }),
  };
  const ours = planStatus({
    pod: podOf(golden),
    records: recordsOf(golden),
    previous,
    startErrors: startErrorsOf(golden),
    now: Date.parse(startTime ?? '') + 1_000,
  });

  const tolerated = TOLERATED[golden.case] ?? {};
  const fields = new Set([...Object.keys(golden.status), ...Object.keys(ours)]) as Set<keyof PodStatus>;
  it.each([...fields].filter((field) => !(field in tolerated)))('%s', (field) => {
    expect(ours[field]).toEqual(golden.status[field]);
  });
  it.each(Object.keys(tolerated) as (keyof PodStatus)[])('%s differs, for a reason that still holds', (field) => {
    expect(ours[field]).not.toEqual(golden.status[field]);
  });
});

/** Upstream sends Go's zero values; ours leaves them out. */
const withoutZeros = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => ![undefined, null, '', 0, false].includes(value as null) && !isEmpty(value),
    ),
  );
const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** Binds and variables are compared where they are made; labels in lib/manifest/golden-pods.test.ts. */
const ELSEWHERE = ['Labels', 'Binds', 'Env', 'ShmSize', 'MaskedPaths', 'ReadonlyPaths'];

function comparable({ HostConfig, ...config }: ReturnType<typeof containerBody>): {
  config: Fields;
  hostConfig: Fields;
} {
  const { MaskedPaths = [], ReadonlyPaths = [] } = HostConfig;
  const hostConfig: Fields = { ...HostConfig };
  const all: Fields = { ...config };
  for (const field of ELSEWHERE) {
    delete hostConfig[field];
    delete all[field];
  }
  if (MaskedPaths.length > 0) hostConfig.procPaths = `${MaskedPaths.length} masked, ${ReadonlyPaths.length} read-only`;
  return { config: withoutZeros(all), hostConfig: withoutZeros(hostConfig) };
}

/** Deliberate deviation: what asks for no profile gets the engine's default. */
function withoutUnconfined(hostConfig: Fields): Fields {
  const options = (hostConfig.SecurityOpt as string[] | undefined)?.filter((option) => option !== 'seccomp=unconfined');
  const { SecurityOpt: _, ...rest } = hostConfig;
  return options?.length ? { ...rest, SecurityOpt: options } : rest;
}

describe.each(goldens.filter(({ requests }) => requests.length > 0))(
  'what the engine is asked for in $case',
  (golden) => {
    const pod = podOf(golden);
    const settings = POD_SETTINGS;
    const sandbox = { ...recordsOf(golden)[0], id: 'sandbox' } as ContainerRecord;

    it.each(golden.requests)('$name', ({ name, config, hostConfig }) => {
      const container = containerNamed(pod.spec, name);
      const dns = { nameservers: [], searches: [], options: [] };
      const body = container
        ? containerBody(
            containerConfig(pod, {
              container,
              attempt: 0,
              sandbox,
              image: { id: String(config.Image), repoTags: [], repoDigests: [], user: '' },
              binds: [],
              environment: new Map(),
              settings,
            }),
            { ownership, driver: 'cgroupfs' },
            '',
          )
        : sandboxBody(
            sandboxConfig(pod, { attempt: 0, image: String(config.Image), dns, clusterDomain: '' }),
            ownership,
            'cgroupfs',
          );
      expect(comparable(body)).toEqual({ config, hostConfig: withoutUnconfined(hostConfig) });
    });
  },
);
