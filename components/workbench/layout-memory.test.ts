import { describe, expect, it } from 'vitest';
import { parseRemembered } from './layout-memory';

const cookie = (value: unknown) => encodeURIComponent(JSON.stringify(value));
const columns = { 'col-lesson': 30, 'col-bench': 40, 'col-stage': 30 };

describe('parseRemembered', () => {
  it('reads what was remembered', () => {
    expect(parseRemembered(cookie({ columns, layout: 'stage' }))).toEqual({ columns, layout: 'stage' });
  });
  it.each([
    ['nothing', undefined],
    ['no JSON', '%%%'],
    ['another shape', cookie([1])],
    ['a missing pane', cookie({ columns: { 'col-lesson': 50 } })],
    ['a size that hides a pane', cookie({ columns: { ...columns, 'col-stage': 0 } })],
    ['text instead of numbers', cookie({ columns: { ...columns, 'col-stage': '30' } })],
    ['an unknown arrangement', cookie({ layout: 'sideways' })],
  ])('falls back to the defaults on %s', (_case, value) => {
    expect(parseRemembered(value)).toEqual({});
  });
});
