import { describe, expect, it } from 'vitest';
import type { LabView, TerminalView } from '@/lib/protocol/view';
import { command, labView } from './checks/view-fixture';
import { chooseTerminal, lastCommand } from './terminals';

const terminal = (id: string, over: Partial<TerminalView> = {}): TerminalView => ({
  id,
  title: id,
  cols: 80,
  rows: 24,
  state: 'running',
  hostsKubelet: false,
  openedAt: 0,
  ...over,
});
const viewOf = (terminals: TerminalView[], commands: LabView['commands'] = {}): LabView =>
  labView({ terminals: Object.fromEntries(terminals.map((each) => [each.id, each])), commands });

describe('chooseTerminal', () => {
  const hosting = terminal('t1', { hostsKubelet: true });
  it.each<[string, LabView, 'kubelet' | 'shell', string | undefined, string | undefined]>([
    ['the visible one', viewOf([terminal('t1'), terminal('t2')]), 'shell', 't2', 't2'],
    ['not the one that hosts the kubelet', viewOf([hosting, terminal('t2')]), 'shell', 't1', 't2'],
    ['the one that hosts the kubelet', viewOf([hosting, terminal('t2')]), 'kubelet', 't2', 't1'],
    ['none has ended', viewOf([terminal('t1', { state: 'exited' })]), 'shell', 't1', undefined],
    ['none is open', viewOf([]), 'shell', undefined, undefined],
  ])('%s', (_name, view, role, preferred, expected) => {
    expect(chooseTerminal(view, role, preferred)).toBe(expected);
  });

  it('leaves one alone in which a command goes on', () => {
    const { exitCode: _, ...running } = command('less /etc/hosts');
    expect(chooseTerminal(viewOf([terminal('t1')], { '1': running }), 'shell', 't1')).toBeUndefined();
  });
});

it('knows the last command of a terminal', () => {
  const commands = { '1': command('a'), '2': command('b', { seq: 2 }), '3': command('c', { seq: 3, terminal: 't2' }) };
  expect(lastCommand(viewOf([], commands), 't1')).toBe(2);
  expect(lastCommand(viewOf([], commands), 't9')).toBe(0);
});
