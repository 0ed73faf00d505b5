// What a lab says of the steps of a lesson: part of its one picture (view.ts).

export type TaskState = 'open' | 'watching' | 'done' | 'paused';

export interface TaskView {
  state: TaskState;
  /** Which sentence of the check says what is missing (key into the lesson's text), with its facts. */
  unmet?: { key: string; facts: Record<string, string | number> };
  /** Facts for the sentence that says why it worked. */
  facts?: Record<string, string | number>;
  doneAt?: number;
}

/** Progress of one step; keyed `lesson/step`. */
export interface StepView {
  enteredAt: number;
  tasks: Record<string, TaskView>;
  hintsOpened: number;
  answers: Record<string, string>;
  /** What was drawn at random for this attempt at the lesson, by name; only where it has any. */
  values?: Record<string, string>;
  /** What the step starts from is missing (no task of it is done yet): which sentence says so, with its facts. */
  blocked?: { key: string; facts: Record<string, string | number> };
  /** A solve or reset that is being played now. */
  playing?: { kind: 'solve' | 'reset' | 'jump'; task: string; since: number };
}
