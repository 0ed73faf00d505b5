import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, diff } from './changes';
import { emptyReplica, markStale, type Replica, takeChange, takeSnapshot } from './replica';

type View = Record<string, unknown>;
const change = (rev: number, ops: Change['ops'] = [], epoch = 'a'): Change => ({ epoch, rev, at: 0, ops });
const setX = (rev: number, epoch = 'a') => change(rev, [{ op: 'set', path: ['x'], value: rev }], epoch);
const at = (rev: number, view: View = {}, epoch = 'a') =>
  takeSnapshot(emptyReplica<View>(), { epoch, rev, at: 0, view });

describe('replica', () => {
  it('applies changes that follow one another', () => {
    const replica = [setX(4), setX(5)].reduce<Replica<View>>(takeChange, at(3));
    expect(replica).toMatchObject({ rev: 5, stale: false, view: { x: 5 } });
  });
  it('ignores what it knows already', () => {
    const replica = at(3);
    expect(takeChange(replica, setX(3))).toBe(replica);
  });
  it('asks for a snapshot after a gap and keeps showing what it has', () => {
    expect(takeChange(at(3, { x: 3 }), setX(5))).toMatchObject({ rev: 3, stale: true, view: { x: 3 } });
  });
  it('asks for a snapshot when the server is a new one', () => {
    expect(takeChange(at(3), setX(4, 'b')).stale).toBe(true);
  });
  it('applies what overtook the snapshot, and not what the snapshot holds', () => {
    const gap = [setX(5), setX(6), setX(7)].reduce<Replica<View>>(takeChange, at(3));
    expect(takeSnapshot(gap, { epoch: 'a', rev: 6, at: 0, view: { x: 6 } })).toMatchObject({ rev: 7, stale: false });
  });
  it('is stale again when the kept changes do not reach the snapshot', () => {
    const gap = takeChange(at(3), setX(9));
    expect(takeSnapshot(gap, { epoch: 'a', rev: 6, at: 0, view: {} }).stale).toBe(true);
  });
  it('forgets an old server’s changes', () => {
    const waiting = takeChange(markStale(at(3)), setX(4));
    expect(takeSnapshot(waiting, { epoch: 'b', rev: 0, at: 0, view: {} })).toMatchObject({ rev: 0, stale: false });
  });
  it('ends at the sender’s view, whatever is lost on the way', () => {
    const views = fc.array(fc.dictionary(fc.string({ minLength: 1 }), fc.integer()), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(views, fc.array(fc.boolean(), { maxLength: 12 }), (history, lost) => {
        let replica = takeSnapshot(emptyReplica<View>(), { epoch: 'a', rev: 0, at: 0, view: {} });
        history.forEach((view, index) => {
          const before = index === 0 ? {} : (history[index - 1] ?? {});
          if (!lost[index]) replica = takeChange(replica, change(index + 1, diff(before, view)));
        });
        const last = history.length;
        const truth = history[last - 1] ?? {};
        if (replica.stale || replica.rev < last) {
          replica = takeSnapshot(replica, { epoch: 'a', rev: last, at: 0, view: truth });
        }
        expect(replica.stale).toBe(false);
        expect({ ...replica.view }).toEqual(truth);
      }),
    );
  });
});
