import { describe, expect, it } from 'vitest';
import { type DiskRoom, judgeLayers, type LayerUse } from './judge-layers';

const MB = 1024 * 1024;
const LIMITS = { bytes: 512 * MB, files: 100_000 };
const ROOM: DiskRoom = { availableBytes: 50, capacityBytes: 100, inodesFree: 50, inodes: 100 };
const layer = (id: string, megabytes: number, more: Partial<LayerUse> = {}): LayerUse => ({
  id,
  lab: id.slice(0, 1),
  running: true,
  bytes: megabytes * MB,
  files: 10,
  ...more,
});

describe('a seat', () => {
  it('within its limit is left alone', () => {
    expect(judgeLayers([layer('a1', 300), layer('a2', 212), layer('b1', 512)], LIMITS, ROOM)).toEqual({
      stop: [],
      remove: [],
      noRoom: false,
    });
  });

  it('that has written too much loses its largest writer, and no more than it takes', () => {
    const verdict = judgeLayers([layer('a1', 300), layer('a2', 400), layer('a3', 100), layer('b1', 100)], LIMITS, ROOM);
    expect(verdict.stop).toEqual([{ id: 'a2', why: 'seat' }]);
  });

  it('is counted in files as well', () => {
    const verdict = judgeLayers([layer('a1', 10), layer('a2', 1, { files: 100_001 })], LIMITS, ROOM);
    expect(verdict.stop).toEqual([{ id: 'a2', why: 'seat' }]);
  });

  it('loses what could not be counted in time, and keeps the rest', () => {
    const uses = [layer('a1', 10), layer('a2', 0, { files: Number.POSITIVE_INFINITY }), layer('b1', 10)];
    expect(judgeLayers(uses, LIMITS, ROOM).stop).toEqual([{ id: 'a2', why: 'seat' }]);
  });

  it('keeps what has ended until that is too much by itself', () => {
    const ended = (id: string, megabytes: number) => layer(id, megabytes, { running: false });
    expect(judgeLayers([layer('a1', 500), ended('a2', 500)], LIMITS, ROOM)).toMatchObject({ stop: [], remove: [] });
    const verdict = judgeLayers([layer('a1', 500), ended('a2', 500), ended('a3', 20)], LIMITS, ROOM);
    expect(verdict).toMatchObject({ stop: [], remove: ['a2'] });
  });

  it('that was stopped leaves behind for a while what says so', () => {
    const fresh = layer('a1', 900, { running: false, fresh: true });
    const older = layer('a2', 20, { running: false });
    expect(judgeLayers([fresh], LIMITS, ROOM).remove).toEqual([]);
    expect(judgeLayers([fresh, older], LIMITS, ROOM).remove).toEqual(['a2']);
    expect(judgeLayers([fresh], LIMITS, { ...ROOM, availableBytes: 1 }).remove).toEqual(['a1']);
  });
});

describe('a disk', () => {
  const full = (free: number): DiskRoom => ({ ...ROOM, availableBytes: free });

  it('with a tenth left takes nothing new', () => {
    expect(judgeLayers([], LIMITS, full(10)).noRoom).toBe(false);
    expect(judgeLayers([], LIMITS, full(9)).noRoom).toBe(true);
  });

  it('that is large has enough with less than a tenth', () => {
    const terabyte: DiskRoom = { ...ROOM, availableBytes: 40e9, capacityBytes: 1e12 };
    expect(judgeLayers([layer('a1', 400)], LIMITS, terabyte)).toEqual({ stop: [], remove: [], noRoom: false });
    expect(judgeLayers([], LIMITS, { ...terabyte, availableBytes: 9e9 }).noRoom).toBe(true);
  });

  it('that is low in inodes is as full', () => {
    expect(judgeLayers([], LIMITS, { ...ROOM, inodesFree: 9 }).noRoom).toBe(true);
    expect(judgeLayers([], LIMITS, { ...ROOM, inodesFree: 0, inodes: 0 }).noRoom).toBe(false);
  });

  it('on its last twentieth is defended against the seat that has written most', () => {
    const verdict = judgeLayers(
      [layer('a1', 100), layer('a2', 90, { running: false }), layer('b1', 150), layer('a3', 10)],
      LIMITS,
      full(4),
    );
    expect(verdict).toEqual({ stop: [{ id: 'a1', why: 'host' }], remove: ['a2'], noRoom: true });
  });

  it('that others have filled costs no seat anything', () => {
    expect(judgeLayers([layer('a1', 31), layer('b1', 2)], LIMITS, full(1))).toMatchObject({ stop: [], remove: [] });
  });
});

it('where the disk can’t be asked each seat has its limit all the same', () => {
  expect(judgeLayers([layer('a1', 600)], LIMITS, null)).toMatchObject({ stop: [{ id: 'a1' }], noRoom: false });
});
