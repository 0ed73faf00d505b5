// A tab without a shell: it shows the log of a kubelet that was started from the stage, and knows one key, Ctrl-C.
import type { TerminalView } from '@/lib/protocol/view';
import { Attachments } from './attachments';
import { Batch } from './batch';
import type { Clock } from './clock';
import { type TerminalClient, TerminalError } from './door';
import { Ring } from './ring';

/** A few hours of a kubelet's usual log. */
const RING_BYTES = 2 * 1024 * 1024;
const CTRL_C = '\x03';
/** All but tab and newline: what a container is called or says must not steer the screen. */
const CONTROL = /[\0-\x08\x0b-\x1f\x7f]/g;
/** Colours of klog's headers by severity, their first letter. */
const COLOURS: Record<string, string> = { E: '\x1b[31m', F: '\x1b[31m', W: '\x1b[33m' };

export interface LogSessionEvents {
  /** The view differs from before. */
  changed(): void;
  /** Somebody pressed Ctrl-C, or closed the tab. */
  interrupted(): void;
}

export class LogSession {
  readonly #ring = new Ring(RING_BYTES);
  readonly #attachments: Attachments;
  readonly #batch: Batch;
  #view: TerminalView;

  constructor(
    view: Omit<TerminalView, 'state' | 'hostsKubelet' | 'log'>,
    private readonly events: LogSessionEvents,
    clock: Clock,
  ) {
    this.#view = { ...view, state: 'running', hostsKubelet: false, log: true };
    this.#attachments = new Attachments(view.id, this.#ring, clock);
    this.#batch = new Batch(() => this.#attachments.pump(), clock);
  }

  get view(): TerminalView {
    return this.#view;
  }

  /** One line of the log, without its newline; may hold newlines of its own. */
  line(text: string): void {
    const clean = text.replace(CONTROL, '\ufffd').replaceAll('\n', '\r\n');
    const [header = ''] = /^[EFW]\d{4} [^\]\r\n]*\]/.exec(clean) ?? [];
    const colour = COLOURS[header[0] ?? ''];
    this.#write(colour ? `${colour}${header}\x1b[0m${clean.slice(header.length)}\r\n` : `${clean}\r\n`);
  }

  /** The command line that it is the log of. */
  command(text: string): void {
    this.#write(`\x1b[1m$ ${text.replace(CONTROL, '\ufffd')}\x1b[0m\r\n`);
  }

  end(exitCode: number): void {
    this.#batch.end();
    this.#update({ state: 'exited', exitCode, hostsKubelet: false });
  }

  attach(offset: number, client: TerminalClient): { from: number; end: number } {
    return this.#attachments.attach(offset, client);
  }

  detach(clientId: string): void {
    this.#attachments.detach(clientId);
  }

  taken(clientId: string, bytes: number): void {
    this.#attachments.taken(clientId, bytes);
  }

  /** Everything else that is typed has nobody to read it. */
  input(data: string): void {
    if (this.#view.state === 'exited') throw new TerminalError('TerminalGone');
    if (data.includes(CTRL_C)) this.events.interrupted();
  }

  resize(cols: number, rows: number): void {
    if (this.#view.state === 'running' && (cols !== this.#view.cols || rows !== this.#view.rows)) {
      this.#update({ cols, rows });
    }
  }

  setHostsKubelet(hostsKubelet: boolean): void {
    if (this.#view.hostsKubelet !== hostsKubelet) this.#update({ hostsKubelet });
  }

  async close(): Promise<void> {
    this.#attachments.clear();
    if (this.#view.state === 'running') this.events.interrupted();
  }

  #write(text: string): void {
    const bytes = Buffer.from(text);
    this.#ring.push(bytes);
    this.#batch.add(bytes.length);
  }

  #update(fields: Partial<TerminalView>): void {
    this.#view = { ...this.#view, ...fields };
    this.events.changed();
  }
}
