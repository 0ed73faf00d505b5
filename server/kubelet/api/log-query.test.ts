import { describe, expect, it } from 'vitest';
import type { ContainerStatus, Pod } from '@/lib/k8s/types';
import { loggedInstance } from './container-logs';
import { readLogQuery } from './log-query';

const NOW = Date.parse('2026-11-27T03:00:00Z');
const read = (query: string) => readLogQuery(new URLSearchParams(query), NOW);

describe('the query of /containerLogs', () => {
  const PLAIN = { follow: false, previous: false, timestamps: false };
  it.each([
    ['', PLAIN],
    ['follow', { ...PLAIN, follow: true }],
    ['follow=0&previous=False&timestamps=yes', { ...PLAIN, timestamps: true }],
    ['tailLines=5&limitBytes=7', { ...PLAIN, tailLines: 5, limitBytes: 7 }],
    ['tailLines=5&tail=2', { ...PLAIN, tailLines: 2 }],
    ['tailLines=x&tail=all', PLAIN],
    ['sinceSeconds=60', { ...PLAIN, since: NOW - 60_000 }],
    ['sinceTime=2026-11-27T01:00:00%2B01:00', { ...PLAIN, since: NOW - 3 * 3_600_000 }],
    ['sinceTime=', PLAIN],
    ['pretty=1', PLAIN],
  ])('%s', (query, options) => expect(read(query)).toEqual(options));

  const UNDECODABLE = { status: 400, body: '{"message": "Unable to decode query."}' };
  const INVALID = { status: 422, body: '{"message": "Invalid request."}' };
  it.each([
    ['tailLines=x', UNDECODABLE],
    ['tailLines=', UNDECODABLE],
    ['tail=-x', UNDECODABLE],
    ['limitBytes=1.5', UNDECODABLE],
    ['sinceTime=yesterday', UNDECODABLE],
    ['sinceTime=2026-11-27', UNDECODABLE],
    ['tailLines=-1', INVALID],
    ['limitBytes=0', INVALID],
    ['sinceSeconds=0', INVALID],
    ['sinceSeconds=5&sinceTime=2026-11-27T01:00:00Z', INVALID],
  ])('refuses %s', (query, answer) => expect(read(query)).toMatchObject(answer));
});

describe('the instance whose log is shown', () => {
  const instance = (status: Partial<ContainerStatus> | null, previous = false) => {
    const containerStatuses = status === null ? [] : [{ name: 'c', ...status } as ContainerStatus];
    const pod: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [] },
      status: { phase: 'Running', containerStatuses },
    };
    return loggedInstance(pod, 'c', previous);
  };
  const terminated = (containerID?: string) => ({ terminated: { exitCode: 1, ...(containerID && { containerID }) } });
  const state = (value: object) => ({ state: value }) as Partial<ContainerStatus>;
  const last = (value: object) => ({ lastState: value }) as Partial<ContainerStatus>;

  it.each([
    ['the running one', { ...state({ running: {} }), containerID: 'docker://now' }, false, { id: 'now' }],
    ['the last one', { ...state({ running: {} }), ...last(terminated('docker://old')) }, true, { id: 'old' }],
    ['the dead one', state(terminated('docker://dead')), false, { id: 'dead' }],
    [
      'the one before a failed start',
      { ...state(terminated()), ...last(terminated('docker://old')) },
      false,
      { id: 'old' },
    ],
    [
      'the last one while it waits',
      { ...state({ waiting: {} }), ...last(terminated('docker://old')) },
      false,
      { id: 'old' },
    ],
  ])('%s', (_, status, previous, expected) => expect(instance(status, previous)).toEqual(expected));

  const C = 'container "c" in pod "web"';
  const waiting = (reason?: string) => state({ waiting: { ...(reason && { reason }) } });
  it.each([
    [null, false, `${C} is not available`],
    [state({ running: {} }), true, `previous terminated ${C} not found`],
    [state(terminated()), false, `${C} is terminated`],
    [waiting('ContainerCreating'), false, `${C} is waiting to start: ContainerCreating`],
    [waiting('ErrImagePull'), false, `${C} is waiting to start: image can't be pulled`],
    [waiting('ImagePullBackOff'), false, `${C} is waiting to start: trying and failing to pull image`],
    [waiting(), false, `${C} is waiting to start - no logs yet`],
  ])('none: %j', (status, previous, refused) => expect(instance(status, previous)).toEqual({ refused }));
});
