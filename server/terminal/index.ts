export type { TerminalClient, Terminals, TerminalsOptions } from './door';
export { createTerminals } from './terminals';
