import type { Terminals } from '@/server/terminal';
import { done } from '../workspace/results';
import type { Handlers } from './handler';

type TerminalEvent =
  | 'term:open'
  | 'term:attach'
  | 'term:detach'
  | 'term:input'
  | 'term:resize'
  | 'term:taken'
  | 'term:close';

/** `seq` has done its work in realtime/dispatch.ts. */
export const terminalHandlers = (terminals: Terminals): Handlers<TerminalEvent> => ({
  'term:open': async (_client, { cols, rows }) => done({ terminal: terminals.open({ cols, rows }).id }),
  'term:attach': async (client, { terminal, offset }) => done(terminals.attach(terminal, offset, client)),
  async 'term:detach'(client, { terminal }) {
    terminals.detach(terminal, client.id);
    return done({});
  },
  async 'term:input'(_client, { terminal, data }) {
    terminals.input(terminal, data);
    return done({});
  },
  async 'term:resize'(_client, { terminal, cols, rows }) {
    terminals.resize(terminal, cols, rows);
    return done({});
  },
  async 'term:taken'(client, { terminal, bytes }) {
    terminals.taken(terminal, client.id, bytes);
    return done({});
  },
  async 'term:close'(_client, { terminal }) {
    await terminals.close(terminal);
    return done({});
  },
});
