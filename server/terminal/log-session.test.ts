import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Terminals } from './index';
import { TestClient, testTerminals, until } from './testing';

let lab: ReturnType<typeof testTerminals>;
let terminals: Terminals;
beforeEach(() => {
  lab = testTerminals();
  terminals = lab.terminals;
});
afterEach(() => lab.end());

const list = () => terminals.list().terminals;

describe('a log tab', () => {
  it('shows its lines live and to whoever comes later, and takes nothing but Ctrl-C', async () => {
    const interrupted = vi.fn();
    const tab = terminals.openLog('kubelet', interrupted);
    expect(list()).toMatchObject([{ id: tab.id, title: 'kubelet', log: true, state: 'running' }]);
    tab.command('sudo ./kubelet');
    const early = new TestClient('early', terminals);
    terminals.attach(tab.id, 0, early);
    tab.line('I1127 05:00:00.000000   1 kubelet.go:1] "Starting"');
    await early.see(/\$ sudo \.\/kubelet\r\nI1127 .*"Starting"\r\n/);
    const late = new TestClient('late', terminals);
    terminals.attach(tab.id, 0, late);
    await until(() => late.end === early.end);
    expect(late.text).toBe(early.text);
    terminals.input(tab.id, 'rm -rf /\r');
    expect(interrupted).not.toHaveBeenCalled();
    terminals.input(tab.id, '\x03');
    expect(interrupted).toHaveBeenCalledTimes(1);
    tab.end(0);
    expect(list()).toMatchObject([{ state: 'exited', exitCode: 0, hostsKubelet: false }]);
    expect(() => terminals.input(tab.id, '\x03')).toThrowError(/TerminalGone/);
  });

  it('colours errors and shows control characters instead of obeying them', async () => {
    const tab = terminals.openLog('kubelet', () => {});
    const client = new TestClient('c', terminals);
    terminals.attach(tab.id, 0, client);
    tab.line('E1127 05:00:00.000000   1 a.go:1] pod \x1b[2J\x07 says\nnext');
    await client.see(/next\r\n/);
    expect(client.text).toBe('\x1b[31mE1127 05:00:00.000000   1 a.go:1]\x1b[0m pod \ufffd[2J\ufffd says\r\nnext\r\n');
  });

  it('is no shell: it does not count, and a new one takes the place of one that has ended', () => {
    for (let shells = 0; shells < 3; shells += 1) terminals.open({ cols: 80, rows: 24 });
    const first = terminals.openLog('kubelet', () => {});
    terminals.open({ cols: 80, rows: 24 });
    first.end(255);
    const second = terminals.openLog('kubelet', () => {});
    expect(list().map(({ id }) => id)).toEqual(['t1', 't2', 't3', 't5', second.id]);
  });

  it('that is closed ends what it is the log of', async () => {
    const interrupted = vi.fn();
    const { id } = terminals.openLog('kubelet', interrupted);
    await terminals.close(id);
    expect(interrupted).toHaveBeenCalledTimes(1);
    expect(list()).toEqual([]);
  });

  it('goes on at a whole line for a screen that fell behind what is kept', async () => {
    const tab = terminals.openLog('kubelet', () => {});
    const client = new TestClient('c', terminals);
    client.silent = true;
    terminals.attach(tab.id, 0, client);
    const line = `I1127 05:00:00.000000   1 a.go:1] ${'x'.repeat(1000)}`;
    for (let lines = 0; lines < 3000; lines += 1) tab.line(line);
    tab.line('last');
    client.silent = false;
    terminals.taken(tab.id, 'c', client.received);
    await client.see(/last\r\n$/);
    const gaps = client.chunks.filter(({ offset }, at) => {
      const before = client.chunks[at - 1];
      return before !== undefined && offset !== before.offset + before.bytes.length;
    });
    expect(gaps).toHaveLength(1);
    expect(Buffer.from(gaps[0]?.bytes ?? []).toString('utf8', 0, 6)).toBe('I1127 ');
  });
});
