import type { CommandView } from '@/lib/protocol/view';
import type { CommandMark } from './command-marks';

const KEPT = 50;

/** The newest command lines of all terminals, in the order in which they were started, and older ones that still go on. */
export class CommandLog {
  #commands: CommandView[] = [];
  #seq = 0;

  list(): CommandView[] {
    return [...this.#commands];
  }

  /** `at`: ms since the epoch. False when the mark changes nothing (a prompt without a command before it). */
  record(terminal: string, mark: CommandMark, at: number): boolean {
    if (mark.kind === 'ended') return this.#end(terminal, mark.exitCode);
    this.#seq += 1;
    this.#commands = this.#kept([...this.#commands, { seq: this.#seq, at, terminal, line: mark.line }]);
    return true;
  }

  /** What goes on is the last of its terminal: without it, that terminal would look free. */
  #kept(commands: CommandView[]): CommandView[] {
    const lastOf = new Map(commands.map(({ terminal, seq }) => [terminal, seq]));
    const goesOn = ({ terminal, seq, exitCode }: CommandView) => exitCode === undefined && lastOf.get(terminal) === seq;
    const isNew = (at: number) => at >= commands.length - KEPT;
    return commands.filter((command, at) => isNew(at) || goesOn(command));
  }

  #end(terminal: string, exitCode: number): boolean {
    const at = this.#commands.findLastIndex((command) => command.terminal === terminal);
    const command = this.#commands[at];
    if (!command || command.exitCode !== undefined) return false;
    this.#commands = this.#commands.with(at, { ...command, exitCode });
    return true;
  }
}
