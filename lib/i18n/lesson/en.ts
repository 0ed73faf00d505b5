import { checksEn } from './checks-en';
import type { de } from './de';

export const en: typeof de = {
  pane: 'Lesson',
  overline: (lesson, step, steps) => `${lesson} · Step ${step} of ${steps}`,
  code: {
    terminal: 'Terminal',
    output: 'Output',
    copy: 'Copy',
    copied: 'copied',
    copyFailed: 'not copied',
    run: 'Run',
    typed: 'typed',
    toEditor: 'Put into editor',
    fills: 'Run and copy fill in:',
    unknownYet: (what) => `${what}: not there yet`,
  },
  variable: {
    container: (name) => `ID of ${name}`,
    sandbox: () => 'ID of the pause container',
    pauseId: () => 'ID of the pause container',
    podIP: () => 'IP of the pod',
    home: () => 'working folder',
    manifestDir: () => 'manifest folder',
    node: () => 'name of the node',
  },
  tasks: {
    title: 'Tasks',
    count: (done, all) => `${done} of ${all} done`,
    state: { open: 'open', watching: 'watching', done: 'done', paused: 'paused' },
    offline: 'No connection to the server. Checking continues as soon as it is back.',
    brokerGone:
      'The part of the server that holds engine and terminals does not answer. Checking continues as soon as it is back.',
    engineGone: 'The Docker engine does not answer. Checking continues as soon as it is back.',
    announceDone: (task) => `Task done: ${task}.`,
  },
  hint: {
    section: 'Hints',
    title: (level, levels) => `Hint ${level} of ${levels}`,
    none: (levels) => (levels === 1 ? '1 hint' : `${levels} hints`),
    first: 'Show a hint',
    next: 'Next hint',
  },
  solve: {
    action: 'Show me',
    question: 'The solution of the next open task is typed into your terminal.',
    playing: 'Showing …',
  },
  reset: {
    action: 'Reset step',
    question:
      'This stops the kubelet and removes the containers and manifests of this lab. Then it builds the state at the beginning of this step.',
    lesson: 'Restart the whole lesson',
    confirm: 'Reset',
    playing: 'Building the beginning of the step …',
  },
  cancel: 'Cancel',
  blocked: {
    title: 'Something that this step needs is missing',
    remedy: 'Build the beginning of the step',
  },
  question: {
    predict: 'Your prediction',
    quiz: 'Question',
    mine: 'your answer',
    wasSo: 'that’s how it was',
    right: 'right',
    wrong: 'wrong',
    pending: 'The node will answer.',
  },
  foot: {
    back: 'Back',
    backTo: (title) => `Back: ${title}`,
    next: (title) => `Next: ${title}`,
    end: 'End of the lesson',
  },
  failure: {
    Timeout: 'The expected result did not come. See what the last command says in the terminal, or reset the step.',
    Invalid: 'The state that this step starts from is missing. Build the beginning of the step first.',
  },
  check: checksEn,
};
