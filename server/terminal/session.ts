// One terminal: a shell on a PTY, its last output, and the clients that watch it.
import type { TerminalView } from '@/lib/protocol/view';
import { Attachments } from './attachments';
import { Batch } from './batch';
import { type Clock, sleep } from './clock';
import { type CommandMark, commandMarks } from './command-marks';
import { type TerminalClient, TerminalError } from './door';
import { Flow } from './flow';
import { Ring } from './ring';
import type { Shell } from './shell/shell-process';
import { Resizer } from './size';

const RING_BYTES = 2 * 1024 * 1024;
/** What may wait for a program that doesn't read its input. */
const UNREAD_INPUT_BYTES = 1024 * 1024;

export interface SessionEvents {
  /** The view differs from before. */
  changed(): void;
  mark(mark: CommandMark): void;
}

export class Session {
  readonly #ring = new Ring(RING_BYTES);
  readonly #attachments: Attachments;
  readonly #flow: Flow;
  readonly #batch: Batch;
  readonly #resizer: Resizer;
  readonly #marks: (chunk: Buffer) => CommandMark[];
  readonly #exited: Promise<void>;
  #view: TerminalView;
  #ending: Promise<void> = Promise.resolve();

  constructor(
    view: Omit<TerminalView, 'state' | 'hostsKubelet'>,
    private readonly shell: Shell,
    private readonly events: SessionEvents,
    private readonly clock: Clock,
  ) {
    this.#view = { ...view, state: 'running', hostsKubelet: false };
    this.#marks = commandMarks(shell.nonce);
    this.#attachments = new Attachments(view.id, this.#ring, clock);
    this.#flow = new Flow(shell.process, () => this.#attachments.values(), clock);
    this.#batch = new Batch(() => this.#attachments.pump(), clock);
    this.#resizer = new Resizer((size) => this.#resizeNow(size), clock);
    shell.process.onData((bytes) => this.#produced(bytes));
    this.#exited = new Promise((resolve) => {
      shell.process.onExit((exitCode) => {
        this.#ended(exitCode);
        resolve();
      });
    });
  }

  get view(): TerminalView {
    return this.#view;
  }

  attach(offset: number, client: TerminalClient): { from: number; end: number } {
    return this.#attachments.attach(offset, client);
  }

  detach(clientId: string): void {
    if (this.#attachments.detach(clientId)) this.#flow.review();
  }

  taken(clientId: string, bytes: number): void {
    this.#attachments.taken(clientId, bytes);
    this.#flow.review();
  }

  input(data: string): void {
    if (this.#view.state === 'exited') throw new TerminalError('TerminalGone');
    const bytes = this.shell.process.input.queued + Buffer.byteLength(data);
    if (bytes > UNREAD_INPUT_BYTES) throw new TerminalError('InputTooLarge', { bytes, limit: UNREAD_INPUT_BYTES });
    this.shell.process.input.write(data);
  }

  resize(cols: number, rows: number): void {
    if (this.#view.state === 'running') this.#resizer.request({ cols, rows });
  }

  setHostsKubelet(hostsKubelet: boolean): void {
    if (this.#view.hostsKubelet !== hostsKubelet) this.#update({ hostsKubelet });
  }

  /** Ends every process of the session; resolves when they are gone and the PTY is closed. */
  async close(): Promise<void> {
    this.#attachments.clear();
    this.#flow.review();
    // Not when it has exited: the number of its session may be someone else's by now.
    if (this.#view.state === 'running') await this.shell.process.end();
    await this.#ending;
    // A process that can't be killed keeps node-pty waiting; nobody else should.
    await Promise.race([this.#exited, sleep(1000, this.clock)]);
  }

  #produced(bytes: Buffer): void {
    this.#ring.push(bytes);
    for (const mark of this.#marks(bytes)) this.events.mark(mark);
    this.#batch.add(bytes.length);
    this.#flow.produced(bytes.length);
  }

  #resizeNow(size: { cols: number; rows: number }): void {
    if (size.cols === this.#view.cols && size.rows === this.#view.rows) return;
    this.shell.process.resize(size.cols, size.rows);
    this.#update(size);
  }

  #ended(exitCode: number): void {
    this.#batch.end();
    this.#flow.stop();
    this.#resizer.stop();
    this.shell.process.input.stop();
    this.shell.forget();
    // Jobs left in the background have lost their terminal; they end with it, as when it is closed.
    this.#ending = this.shell.process.end();
    // `exit` and `exec` leave a command without its end mark.
    this.events.mark({ kind: 'ended', exitCode });
    this.#update({ state: 'exited', exitCode, hostsKubelet: false });
  }

  #update(fields: Partial<TerminalView>): void {
    this.#view = { ...this.#view, ...fields };
    this.events.changed();
  }
}
