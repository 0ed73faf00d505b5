import { describe, expect, it } from 'vitest';
import { type Hold, holdWhenEntered, holdWhenLeft, KEPT_MS } from './devices';

const NOW = 1_000_000;
const laptop: Hold = { session: 'laptop', leftAt: 0 };
const gone = (ms: number): Hold => ({ session: 'laptop', leftAt: NOW - ms });

describe('who works at a seat when somebody comes', () => {
  it.each<[string, Hold | null, string, Hold]>([
    ['the first browser', null, 'laptop', laptop],
    ['its second tab', laptop, 'laptop', laptop],
    ['not a second browser', laptop, 'phone', laptop],
    ['the same one after a lost connection', gone(5000), 'laptop', laptop],
    ['the same one, however late, when nobody came', gone(10 * KEPT_MS), 'laptop', laptop],
    ['not another one while that may still come back', gone(KEPT_MS - 1), 'phone', gone(KEPT_MS - 1)],
    ['another one when that has been gone for long', gone(KEPT_MS), 'phone', { session: 'phone', leftAt: 0 }],
  ])('%s', (_, hold, session, after) => expect(holdWhenEntered(hold, session, NOW)).toEqual(after));
});

describe('when somebody leaves', () => {
  it.each<[string, Hold | null, string[], Hold | null]>([
    ['another tab of the same browser keeps it', laptop, ['phone', 'laptop'], laptop],
    ['the last tab begins the wait, whoever else looks on', laptop, ['phone'], { ...laptop, leftAt: NOW }],
    ['somebody else changes nothing', laptop, ['laptop'], laptop],
    ['the wait does not begin anew', gone(7), [], gone(7)],
    ['nobody had it', null, [], null],
  ])('%s', (_, hold, present, after) => expect(holdWhenLeft(hold, present, NOW)).toEqual(after));
});
