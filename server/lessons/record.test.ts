import { describe, expect, it } from 'vitest';
import type { DecisionView } from '@/lib/protocol/view';
import { emptyRecord, recordSchema, withEvents, withManifests } from './record';

const event = (seq: number, kind: DecisionView['kind'], what: string, facts = {}): DecisionView => ({
  seq,
  at: seq,
  kind,
  podUid: 'u',
  podName: 'nginx-worker1',
  container: 'nginx',
  what,
  facts,
});

describe('events', () => {
  it('keeps what happened, not what was considered', () => {
    const before = emptyRecord();
    const after = withEvents(before, [
      event(1, 'observed', 'ContainerDied', { exitCode: 137 }),
      event(2, 'decided', 'StartContainer'),
      event(3, 'done', 'StartContainer'),
    ]);
    expect(after.events.map(({ seq }) => seq)).toEqual([1, 3]);
    expect(recordSchema.parse(JSON.parse(JSON.stringify(after)))).toEqual(after);
    expect(withEvents(before, [event(4, 'decided', 'Wait')])).toBe(before);
  });

  it('counts what no longer fits', () => {
    const many = Array.from({ length: 30 }, (_, i) => event(i, 'done', 'StartContainer'));
    const once = withEvents(emptyRecord(), many);
    const twice = withEvents(once, many);
    expect([once.events.length, once.furtherEvents, twice.events.length, twice.furtherEvents]).toEqual([24, 6, 24, 36]);
  });

  it('shortens what an engine says at length', () => {
    const { events } = withEvents(emptyRecord(), [event(1, 'failed', 'StartContainer', { error: 'x'.repeat(5000) })]);
    expect(String(events[0]?.facts.error)).toHaveLength(200);
  });
});

describe('manifests', () => {
  it('are those of now', () => {
    const first = withManifests(emptyRecord(), { 'a.yaml': 'one', 'b.yaml': 'two' });
    expect(withManifests(first, { 'b.yaml': 'three' }).manifests).toEqual({ 'b.yaml': { text: 'three', cut: false } });
  });

  it('are few and short', () => {
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i + 10}.yaml`, 'x'.repeat(100_000)]));
    const { manifests } = withManifests(emptyRecord(), files);
    expect(Object.keys(manifests)).toEqual(['10', '11', '12', '13', '14', '15', '16', '17'].map((n) => `${n}.yaml`));
    expect(manifests['10.yaml']).toEqual({ text: 'x'.repeat(8192), cut: true });
  });
});
