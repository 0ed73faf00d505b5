import { expectTypeOf, it } from 'vitest';
import type { ActionKindName } from '@/lib/protocol/view';
import type { Action } from './actions';

it('the view names exactly the actions that there are', () => {
  expectTypeOf<Action['kind']>().toEqualTypeOf<ActionKindName>();
});
