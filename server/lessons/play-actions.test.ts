import { expect, it } from 'vitest';
import { command, context, labView, NOW } from '@/lib/lessons/checks/view-fixture';
import type { LabView, TerminalView } from '@/lib/protocol/view';
import type { LessonHost } from './engine';
import { playActions } from './play-actions';
import { scriptedHost, stillClock } from './scripted-host';

const terminal = (id: string): TerminalView => ({
  id,
  title: id,
  cols: 80,
  rows: 24,
  state: 'running',
  hostsKubelet: false,
  openedAt: 0,
});

it('leaves a program that stays alone, although it is seen only a moment after it was typed', async () => {
  const terminals = { t1: terminal('t1'), t2: terminal('t2') };
  let view: LabView = labView({ terminals });
  const typed: string[] = [];
  const host: LessonHost = {
    ...scriptedHost(stillClock(NOW), (_line, same) => same),
    view: () => view,
    async type(id = 'none', text) {
      typed.push(`${id}: ${text.trim()}`);
      return id;
    },
    // The lab hears of a command while somebody waits for something that is not so yet.
    async waitFor(holds) {
      if (!holds(view)) {
        const { exitCode: _runs, ...running } = command('python3 -m http.server', { terminal: 't1' });
        view = labView({ terminals, commands: { '1': running } });
      }
      return holds(view);
    },
  };
  const playing = { host, preferred: undefined, files: {}, context, answer: () => undefined };
  const type = { terminal: 'shell' as const, stays: true };
  await playActions(
    [
      { ...type, type: 'python3 -m http.server' },
      { ...type, type: 'ls' },
    ],
    playing,
  );
  expect(typed).toEqual(['t1: python3 -m http.server', 't2: ls']);
});

it('types again what needs a moment until it succeeds, and other commands once', async () => {
  let refusals = 2;
  const host = scriptedHost(stillClock(NOW), (line, view) => {
    if (line === 'docker kill nobody' || (line === 'curl http://10.0.0.2' && refusals-- > 0)) {
      const [last] = Object.values(view.commands).sort((a, b) => b.seq - a.seq);
      return last ? { ...view, commands: { ...view.commands, [String(last.seq)]: { ...last, exitCode: 7 } } } : view;
    }
    return view;
  });
  const playing = { host, preferred: undefined, files: {}, context, answer: () => undefined };
  const shell = { terminal: 'shell' as const, stays: false };
  const actions = [
    { ...shell, type: 'docker kill nobody' },
    { ...shell, type: 'curl http://10.0.0.2', again: true },
    { ...shell, type: 'ls', again: true },
  ];
  expect(await playActions(actions, playing)).toBeNull();
  expect(host.log).toEqual([
    't1: docker kill nobody',
    't1: curl http://10.0.0.2',
    't1: curl http://10.0.0.2',
    't1: curl http://10.0.0.2',
    't1: ls',
  ]);
});
