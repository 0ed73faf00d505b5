import type { History } from '../history/history';
import { done } from '../workspace/results';
import type { Handlers } from './handler';

export const historyHandlers = (history: History): Handlers<'history:track' | 'history:at' | 'history:reel'> => ({
  'history:track': async () => done(history.track()),
  'history:at': async (_client, { at }) => done(await history.reelAt(at)),
  'history:reel': async (_client, { index }) => done(await history.reel(index)),
});
