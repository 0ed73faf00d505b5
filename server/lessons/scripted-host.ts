// A host for tests: a view that changes as a script says when a line is typed or a file is written. Time is the test's.
import { command, labView, manifest } from '@/lib/lessons/checks/view-fixture';
import type { LabView } from '@/lib/protocol/view';
import type { LessonClock } from './clock';
import type { LessonHost } from './engine';

/** What a typed line does to the view. */
export type Script = (line: string, view: LabView) => LabView;

export interface ScriptedHost extends LessonHost {
  /** What was done to it, in order: `t1: ls`, `save nginx.yaml`, `empty`. */
  readonly log: string[];
  set(view: LabView): void;
}

/** Time that stands still until `pass` is called. */
export function stillClock(start: number): LessonClock & { pass(ms: number): void } {
  let now = start;
  return {
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
    after: () => () => undefined,
  };
}

const terminal = (id: string): LabView['terminals'] => ({
  [id]: { id, title: id, cols: 80, rows: 24, state: 'running', hostsKubelet: false, openedAt: 0 },
});

/** Every typed line ends at once with exit code 0. Waiting is over at once too: nothing happens that the script did not do. */
export function scriptedHost(clock: LessonClock, script: Script, start: LabView = labView()): ScriptedHost {
  let view = start;
  let seq = 0;
  const log: string[] = [];
  return {
    log,
    set: (next) => {
      view = next;
    },
    view: () => view,
    waitFor: async (holds) => holds(view),
    async type(id = 't1', text) {
      const line = text.replace(/\r$/, '');
      log.push(`${id}: ${line}`);
      seq += 1;
      const commands = { ...view.commands, [String(seq)]: command(line, { seq, terminal: id, at: clock.now() }) };
      view = script(line, { ...view, terminals: { ...view.terminals, ...terminal(id) }, commands });
      return id;
    },
    async writeManifest(file, content) {
      log.push(`save ${file}`);
      view = { ...view, manifests: { ...view.manifests, [file]: manifest({ file, bytes: content.length }) } };
    },
    async removeManifest(file) {
      log.push(`remove ${file}`);
    },
    async emptyNode() {
      log.push('empty');
      const { kubelet, lab } = labView();
      view = {
        ...labView(),
        terminals: view.terminals,
        lab: { ...lab, manifestDirExists: false },
        kubelet: { ...kubelet, state: 'stopped' },
      };
    },
  };
}

/** The walkthrough's first step on a bare node: the folder comes with mkdir, the kubelet with its command line. */
export const bareNode: Script = (line, view) => {
  if (line.includes('mkdir')) return { ...view, lab: { ...view.lab, manifestDirExists: true } };
  if (line.includes('./kubelet')) return { ...view, kubelet: { ...view.kubelet, state: 'running' } };
  return view;
};
