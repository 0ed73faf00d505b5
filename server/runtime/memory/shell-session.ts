// An interactive shell as one meets it: lines in, output out, a prompt and an echo on a tty.

export interface ShellSessionHost {
  tty: boolean;
  print(text: string): void;
  /** Runs one line. `left`: it told the shell to exit. */
  run(line: string): Promise<{ exitCode: number; left: boolean }>;
  finish(exitCode: number): void;
}

const PROMPT = '/ # ';
const INTERRUPT = '\x03';
const END_OF_INPUT = '\x04';
const ERASE = '\x7f';

export class ShellSession {
  private line = '';
  private exitCode = 0;
  private over = false;
  /** Lines run one after the other. */
  private busy: Promise<void> = Promise.resolve();

  constructor(private readonly host: ShellSessionHost) {
    this.prompt();
  }

  write(text: string): void {
    for (const char of text) this.take(char);
  }

  end(): void {
    if (this.line !== '') this.submit();
    this.busy = this.busy.then(() => this.finish());
  }

  private take(char: string): void {
    if (char === '\n') this.submit();
    else if (this.host.tty) this.type(char);
    else this.line += char;
  }

  /** A key on a terminal. */
  private type(key: string): void {
    switch (key) {
      case '\r':
        this.submit();
        break;
      case END_OF_INPUT:
        if (this.line === '') this.end();
        break;
      case INTERRUPT:
        this.line = '';
        this.host.print('^C\n');
        this.prompt();
        break;
      case ERASE:
        if (this.line !== '') this.host.print('\b \b');
        this.line = this.line.slice(0, -1);
        break;
      default:
        this.line += key;
        this.host.print(key);
    }
  }

  private submit(): void {
    const line = this.line.trim();
    this.line = '';
    if (this.host.tty) this.host.print('\n');
    this.busy = this.busy.then(() => this.runLine(line));
  }

  private async runLine(line: string): Promise<void> {
    if (this.over) return;
    if (line === 'exit') return this.finish();
    if (line !== '') {
      const { exitCode, left } = await this.host.run(line);
      this.exitCode = exitCode;
      if (left) return this.finish();
    }
    this.prompt();
  }

  private prompt(): void {
    if (this.host.tty) this.host.print(PROMPT);
  }

  private finish(): void {
    if (this.over) return;
    this.over = true;
    this.host.finish(this.exitCode);
  }
}
