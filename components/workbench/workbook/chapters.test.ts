import { describe, expect, it } from 'vitest';
import type { WorkbookLesson } from '@/lib/lessons/workbook';
import type { StepRecord } from '@/lib/protocol/workbook';
import { chapters } from './chapters';

const record = (change: Partial<StepRecord> = {}): StepRecord => ({
  enteredAt: 1,
  done: {},
  answers: {},
  values: {},
  manifests: {},
  events: [],
  furtherEvents: 0,
  ...change,
});
const step = (id: string) => ({
  id,
  title: `Step ${id}`,
  tasks: [{ id: 'task', title: [], done: [] }],
  questions: [
    { id: 'guess', kind: 'predict' as const, title: [], labels: {}, right: 'yes', answeredBy: 'task' },
    { id: 'quiz', kind: 'quiz' as const, title: [], labels: {}, right: 'yes' },
  ],
});
const lesson = (slug: string): WorkbookLesson => ({ slug, title: slug, steps: [step('one'), step('two')] });
const COURSE = [lesson('a'), lesson('b')];
const done = { task: { at: 5, facts: {} } };

describe('chapters', () => {
  it('are none where nothing was entered', () => {
    expect(chapters(COURSE, { steps: {} })).toEqual({
      begun: [],
      notBegun: COURSE,
      tasks: { done: 0, all: 4 },
      answers: { right: 0, given: 0 },
    });
  });

  it('leave out steps that were only looked at', () => {
    const { begun, notBegun } = chapters(COURSE, { steps: { 'b/one': record(), 'b/two': record({ done }) } });
    expect(begun.map((one) => [one.lesson.slug, one.steps.map((pages) => pages.step.id)])).toEqual([['b', ['two']]]);
    expect(notBegun.map(({ slug }) => slug)).toEqual(['a']);
    expect(chapters(COURSE, { steps: { 'b/one': record() } }).begun[0]?.steps).toEqual([]);
  });

  it('count a prediction when the node has answered, and a quiz at once', () => {
    const answers = { guess: { option: 'no', at: 2 }, quiz: { option: 'yes', at: 2 } };
    expect(chapters(COURSE, { steps: { 'a/one': record({ answers }) } }).answers).toEqual({ right: 1, given: 1 });
    const known = chapters(COURSE, { steps: { 'a/one': record({ answers, done }) } });
    expect(known.answers).toEqual({ right: 1, given: 2 });
    expect(known.begun[0]?.steps[0]?.questions.map(({ right }) => right)).toEqual([false, true]);
  });

  it('print a manifest once while it stays the same', () => {
    const manifests = (text: string) => ({ 'nginx.yaml': { text, cut: false } });
    const pages = (second: string) => {
      const steps = {
        'a/one': record({ done, manifests: manifests('x') }),
        'a/two': record({ done, manifests: manifests(second) }),
      };
      return chapters(COURSE, { steps }).begun[0]?.steps.map((one) => one.manifests[0]?.sameAs);
    };
    expect(pages('x')).toEqual([undefined, 'Step one']);
    expect(pages('y')).toEqual([undefined, undefined]);
  });

  it('say what was drawn for this attempt', () => {
    const course = [lesson('a')];
    const [first] = course[0]?.steps ?? [];
    if (first?.tasks[0]) first.tasks[0].title = [{ kind: 'code', text: '{{value:pod}}' }];
    const steps = { 'a/one': record({ done, values: { pod: 'birke' } }) };
    expect(chapters(course, { steps }).begun[0]?.steps[0]?.step.tasks[0]?.title).toEqual([
      { kind: 'code', text: 'birke' },
    ]);
  });

  it('know nothing of lessons and questions that are no longer there', () => {
    const steps = { 'gone/one': record({ done }), 'a/one': record({ done, answers: { old: { option: 'x', at: 1 } } }) };
    const { begun } = chapters(COURSE, { steps });
    expect(begun.map((one) => [one.lesson.slug, one.steps[0]?.questions])).toEqual([['a', []]]);
  });
});
