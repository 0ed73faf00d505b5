// What the tests of this folder share: terminals on real PTYs, and a client that keeps what it is sent.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTerminals, type TerminalClient, type Terminals, type TerminalsOptions } from './index';

/** Terminals with a home of their own; `end` closes them and removes it. */
export function testTerminals(options: Partial<TerminalsOptions> = {}) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'kulissen-term-')));
  const home = root;
  const terminals = createTerminals({
    home,
    shimDir: join(root, '.shims'),
    user: 'learner',
    node: 'worker1',
    limit: 4,
    ...options,
  });
  const end = async () => {
    await terminals.closeAll();
    rmSync(root, { recursive: true, force: true });
  };
  return { terminals, home, end };
}

/** Resolves when `condition` is truthy, with its value; rejects with what `describe` says after `ms`. */
export async function until<T>(
  condition: () => T,
  describe: () => string = () => String(condition),
  ms = 30_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + ms;
  for (;;) {
    const value = condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${describe()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A screen that keeps bytes by offset and, unless `silent`, acknowledges each chunk at once. */
export class TestClient implements TerminalClient {
  readonly chunks: { offset: number; bytes: Uint8Array }[] = [];
  /** Where the last chunk ended. */
  end = 0;
  received = 0;
  silent = false;
  /** Keep only the last chunk: for floods. */
  forgetful = false;

  constructor(
    readonly id: string,
    private readonly terminals: Terminals,
  ) {}

  terminalData(chunk: { terminal: string; offset: number; bytes: Uint8Array }): void {
    if (this.forgetful) this.chunks.length = 0;
    this.chunks.push(chunk);
    this.end = chunk.offset + chunk.bytes.length;
    this.received += chunk.bytes.length;
    if (!this.silent) setImmediate(() => this.terminals.taken(chunk.terminal, this.id, chunk.bytes.length));
  }

  get bytes(): Buffer {
    return Buffer.concat(this.chunks.map((chunk) => chunk.bytes));
  }

  get text(): string {
    return this.bytes.toString('utf8');
  }

  /** The output without colours, modes and marks. */
  get plain(): string {
    return this.text.replace(/\x1b\][^\x07\x1b]*\x07|\x1b\[[0-9;?]*[A-Za-z]/g, '');
  }

  /** Resolves when the plain output matches, with the match. */
  see(pattern: RegExp, ms?: number): Promise<RegExpMatchArray> {
    return until(
      () => this.plain.match(pattern),
      () => `${pattern} in ${JSON.stringify(this.plain.slice(-2000))}`,
      ms,
    ).then((match) => match ?? ['']);
  }
}
