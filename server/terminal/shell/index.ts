// For shells that run elsewhere than on this machine.
export { bashRc } from './rc';
export { endSession } from './session-processes';
export type { Shell, ShellProcess } from './shell-process';
