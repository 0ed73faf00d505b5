import { describe, expect, it } from 'vitest';
import { type CheckpointFacts, suspectCheckpoints } from './judge-checkpoints';

const OURS = 'lab/node1';
const suspects = (files: CheckpointFacts['files'], more: Partial<CheckpointFacts> = {}) =>
  suspectCheckpoints({ files, sandboxes: new Set(['alive']), owner: OURS, directoryIsOurs: true, ...more }).map(
    ({ id, why }) => `${id} ${why}`,
  );

describe('which checkpoints have outlived their sandbox', () => {
  it('keeps that of a sandbox, whatever stands in it', () => {
    expect(suspects([{ id: 'alive', valid: true, owner: OURS }])).toEqual([]);
    expect(suspects([{ id: 'alive', valid: false }])).toEqual([]);
  });
  it('removes its own of a sandbox that is gone, wherever it lies', () => {
    const file = { id: 'gone', valid: true, owner: OURS } as const;
    expect(suspects([file])).toEqual(['gone dangling']);
    expect(suspects([file], { directoryIsOurs: false })).toEqual(['gone dangling']);
  });
  it('leaves what another kubelet has signed', () => {
    expect(suspects([{ id: 'gone', valid: true, owner: 'lab/node2' }])).toEqual([]);
  });
  it('removes junk from a directory of its own only', () => {
    const junk = [
      { id: 'unsigned', valid: true, owner: null },
      { id: 'torn', valid: false },
    ] as const;
    expect(suspects(junk)).toEqual(['unsigned dangling', 'torn corrupt']);
    expect(suspects(junk, { directoryIsOurs: false })).toEqual([]);
  });
});
