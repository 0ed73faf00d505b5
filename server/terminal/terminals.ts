import type { TerminalView } from '@/lib/protocol/view';
import { machineClock } from './clock';
import { CommandLog } from './command-log';
import { type LogTab, TerminalError, type Terminals, type TerminalsChange, type TerminalsOptions } from './door';
import { LogSession } from './log-session';
import { Session } from './session';
import { prepareShims, startShell } from './shell/shell';
import type { Shell } from './shell/shell-process';
import { clampSize, type Size } from './size';

/** The terminals of one lab. Creates `shimDir`; throws when it can't. */
export function createTerminals(options: TerminalsOptions): Terminals {
  prepareShims(options.shimDir);
  return new LabTerminals(options);
}

class LabTerminals implements Terminals {
  readonly #sessions = new Map<string, Session | LogSession>();
  readonly #commands = new CommandLog();
  readonly #listeners = new Set<(change: TerminalsChange) => void>();
  readonly #clock;
  #opened = 0;
  #announcing = false;

  constructor(private readonly options: TerminalsOptions) {
    this.#clock = options.clock ?? machineClock;
  }

  open(wanted: Size): { id: string } {
    const { limit, node } = this.options;
    const running = [...this.#sessions.values()].filter(({ view }) => view.state === 'running' && !view.log);
    if (running.length >= limit) throw new TerminalError('TooManyTerminals', { limit });
    this.#forgetExited(limit);
    const id = `t${this.#opened + 1}`;
    const size = clampSize(wanted);
    const shell = this.#start(id, size);
    this.#opened += 1;
    const events = {
      changed: () => this.#changed(),
      mark: (mark: Parameters<CommandLog['record']>[1]) => {
        if (this.#commands.record(id, mark, this.#clock.now())) this.#changed();
      },
    };
    const view = { id, title: node, ...size, openedAt: this.#clock.now() };
    this.#sessions.set(id, new Session(view, shell, events, this.#clock));
    this.#changed();
    return { id };
  }

  openLog(title: string, interrupted: () => void): LogTab {
    for (const [id, { view }] of this.#sessions) {
      if (view.log && view.state === 'exited') this.#sessions.delete(id);
    }
    this.#opened += 1;
    const id = `t${this.#opened}`;
    const view = { id, title, ...clampSize({ cols: 80, rows: 24 }), openedAt: this.#clock.now() };
    const session = new LogSession(view, { changed: () => this.#changed(), interrupted }, this.#clock);
    this.#sessions.set(id, session);
    this.#changed();
    return {
      id,
      command: (text) => session.command(text),
      line: (text) => session.line(text),
      end: (exitCode) => session.end(exitCode),
    };
  }

  attach(...[id, offset, client]: Parameters<Terminals['attach']>): { from: number; end: number } {
    return this.#session(id).attach(offset, client);
  }

  detach(id: string, clientId: string): void {
    this.#sessions.get(id)?.detach(clientId);
  }

  input(id: string, data: string): void {
    this.#session(id).input(data);
  }

  resize(id: string, cols: number, rows: number): void {
    this.#session(id).resize(cols, rows);
  }

  taken(id: string, clientId: string, bytes: number): void {
    this.#sessions.get(id)?.taken(clientId, bytes);
  }

  async close(id: string): Promise<void> {
    const session = this.#sessions.get(id);
    if (!session) return;
    this.#sessions.delete(id);
    this.#changed();
    await session.close();
  }

  leave(clientId: string): void {
    for (const session of this.#sessions.values()) session.detach(clientId);
  }

  setHostsKubelet(id: string, hosts: boolean): void {
    this.#sessions.get(id)?.setHostsKubelet(hosts);
  }

  list(): TerminalsChange {
    const terminals: TerminalView[] = [...this.#sessions.values()].map((session) => session.view);
    return { terminals, commands: this.#commands.list() };
  }

  subscribe(listener: (change: TerminalsChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((id) => this.close(id)));
  }

  #session(id: string): Session | LogSession {
    const session = this.#sessions.get(id);
    if (!session) throw new TerminalError('TerminalGone');
    return session;
  }

  #start(id: string, size: Size): Shell {
    try {
      return (this.options.start ?? startShell)(this.options, id, size);
    } catch (error) {
      throw new TerminalError('Failed', { message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Tabs of shells that ended stay readable, but no more of them than there may be terminals. */
  #forgetExited(limit: number): void {
    const exited = [...this.#sessions.values()].filter(({ view }) => view.state === 'exited' && !view.log);
    for (const session of exited.slice(0, Math.max(0, this.#sessions.size + 1 - limit))) {
      this.#sessions.delete(session.view.id);
    }
  }

  /** Several changes in one turn are told once, outside the call that made them. */
  #changed(): void {
    if (this.#announcing) return;
    this.#announcing = true;
    queueMicrotask(() => {
      this.#announcing = false;
      const change = this.list();
      for (const listener of this.#listeners) listener(change);
    });
  }
}
