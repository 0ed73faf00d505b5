import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const { connection } = vi.hoisted(() => ({
  connection: { open: vi.fn(), close: vi.fn(), number: 1, request: vi.fn(), onTerminalData: vi.fn() },
}));
vi.mock('./lab-connection', () => ({ createLabConnection: () => connection }));
vi.mock('./look', () => ({ lookedAt: () => '' }));

import { connectLab } from './lab-client';
import { typeIntoTerminal } from './terminal-input';

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
});
afterEach(() => vi.useRealTimers());

describe('connectLab', () => {
  it('opens one socket for a component that mounts twice (StrictMode), and closes it after the last has gone', () => {
    connectLab()();
    const release = connectLab();
    vi.runAllTimers();
    expect(connection.open).toHaveBeenCalledTimes(1);
    expect(connection.close).not.toHaveBeenCalled();
    release();
    release();
    vi.runAllTimers();
    expect(connection.close).toHaveBeenCalledTimes(1);
    const again = connectLab();
    expect(connection.open).toHaveBeenCalledTimes(2);
    again();
    vi.runAllTimers();
    expect(connection.close).toHaveBeenCalledTimes(2);
  });
});

describe('typeIntoTerminal', () => {
  const frames = () => connection.request.mock.calls.map(([, frame]) => frame as { seq: number; data: string });
  beforeEach(() => {
    connection.request.mockResolvedValue({ ok: true, value: {} });
    // A new socket for each test.
    connection.number += 1;
    // The number is read through lab-client, which needs its connection.
    connectLab();
  });

  it('numbers the frames of one socket from 1, whoever types', async () => {
    await Promise.all([typeIntoTerminal('t1', 'a'), typeIntoTerminal('t2', 'b')]);
    connection.number += 1;
    await typeIntoTerminal('t1', 'c');
    expect(frames().map(({ seq, data }) => [seq, data])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [1, 'c'],
    ]);
  });
  it('cuts long text between characters, and nothing is lost', async () => {
    const text = `x${'🐳'.repeat(20_000)}`;
    await typeIntoTerminal('t1', text);
    expect(frames().length).toBeGreaterThan(2);
    expect(frames().every(({ data }) => !/[\ud800-\udbff]$/.test(data))).toBe(true);
    expect(
      frames()
        .map(({ data }) => data)
        .join(''),
    ).toBe(text);
  });
  it('stops at the first frame that is not taken', async () => {
    const refusal = { ok: false, error: { code: 'Offline', facts: {} } };
    connection.request.mockResolvedValueOnce({ ok: true, value: {} }).mockResolvedValue(refusal);
    expect(await typeIntoTerminal('t1', 'x'.repeat(100_000))).toEqual(refusal);
    expect(frames()).toHaveLength(2);
  });
});
