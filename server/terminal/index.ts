export type { LogTab, TerminalClient, Terminals, TerminalsOptions } from './door';
export { createTerminals } from './terminals';
