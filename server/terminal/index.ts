export type { TerminalClient, Terminals, TerminalsChange, TerminalsOptions } from './door';
export { TerminalError } from './door';
export { createTerminals } from './terminals';
