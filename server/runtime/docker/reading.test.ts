import type { ContainerInfo } from 'dockerode';
import { describe, expect, it } from 'vitest';
import { LAB_LABEL, NODE_LABEL } from '@/server/kubelet/runtime-service';
import { podLabels } from '../contract/pods';
import { readEvent } from './event-stream';
import { readListed, readTime } from './records';
import { withoutFrames } from './termination-message';

const ownership = { lab: 'l', node: 'n' };
const labels = {
  ...podLabels({ podUid: 'u', podName: 'p', podNamespace: 'd' }, 'podsandbox', 'POD'),
  [LAB_LABEL]: 'l',
  [NODE_LABEL]: 'n',
};

describe('readListed', () => {
  const row = (more: object): ContainerInfo =>
    Object.assign(Object.create(null), { Id: 'i', Names: ['/k8s_POD_p_d_u_0'], Labels: labels, Created: 5, ...more });

  it.each([
    ['Up 3 minutes', 'running'],
    ['Up 3 minutes (Paused)', 'running'],
    ['Exited (137) 2 seconds ago', 'exited'],
    ['Created', 'created'],
    ['Restarting (1) 2 seconds ago', 'unknown'],
    ['Removal In Progress', 'unknown'],
    ['Dead', 'unknown'],
  ])('%s → %s', (Status, state) => {
    expect(readListed(row({ Status }), ownership)).toMatchObject({ state, createdAt: 5_000, name: 'k8s_POD_p_d_u_0' });
  });

  it('takes the name that is no link', () => {
    expect(readListed(row({ Status: 'Up', Names: ['/other/alias', '/own'] }), ownership)?.name).toBe('own');
  });

  it('does not trust a listing that brings a foreign container', () => {
    expect(readListed(row({ Status: 'Up', Labels: { ...labels, [LAB_LABEL]: 'x' } }), ownership)).toBeNull();
  });
});

it('reads the zero time as none, and nanoseconds as milliseconds', () => {
  expect(readTime('0001-01-01T00:00:00Z')).toBeNull();
  expect(readTime(undefined)).toBeNull();
  expect(readTime('2026-11-23T20:11:15.236130054Z')).toBe(Date.UTC(2026, 10, 23, 20, 11, 15, 236));
});

describe('readEvent', () => {
  const line = (Action: string) =>
    JSON.stringify({
      Action,
      time: 3,
      timeNano: 3_500_000_000,
      Actor: { ID: 'i', Attributes: { 'io.kubernetes.pod.uid': 'u' } },
    });

  it('keeps what changes a container', () => {
    expect(readEvent(line('die'))).toEqual({ type: 'die', id: 'i', podUid: 'u', at: 3_500 });
    expect(readEvent(line('pause'))?.type).toBe('other');
  });

  it('takes the exit code from a death', () => {
    const Attributes = { 'io.kubernetes.pod.uid': 'u', exitCode: '137' };
    const died = JSON.stringify({ Action: 'die', timeNano: 3_500_000_000, Actor: { ID: 'i', Attributes } });
    expect(readEvent(died)).toEqual({ type: 'die', id: 'i', podUid: 'u', exitCode: 137, at: 3_500 });
  });

  it('drops what changes nothing, and what is no event', () => {
    for (const text of [line('exec_start: ls'), line('top'), '', '{"Act', 'null', '[]'])
      expect(readEvent(text)).toBeNull();
  });
});

it('joins the frames of a log, also a last one that is cut off', () => {
  const frame = (text: string, length = text.length) => {
    const head = Buffer.alloc(8, 0);
    head[0] = 1;
    head.writeUInt32BE(length, 4);
    return Buffer.concat([head, Buffer.from(text)]);
  };
  expect(withoutFrames(Buffer.concat([frame('one\n'), frame(''), frame('two', 30)])).toString()).toBe('one\ntwo');
});
