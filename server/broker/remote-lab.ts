// A lab that lives in the broker, as the web process sees it: a copy of the view, and questions that travel.
import { apply, type Change, diff, type Snapshot } from '@/lib/protocol/changes';
import type { Ack, Answer, ClientEvent, Payload } from '@/lib/protocol/events';
import type { LabView } from '@/lib/protocol/view';
import type { Lab, LabClient } from '../lab/lab';
import type { Output } from './frames';
import type { Health } from './messages';

/** The way to the broker. Answers BrokerAway when there is none, or it ends before the answer. */
export interface Way {
  /** `answered` is called before anything that the broker said later is looked at. */
  perform(
    client: string,
    event: ClientEvent,
    payload: unknown,
    answered?: (ack: Ack<unknown>) => void,
  ): Promise<Ack<unknown>>;
  leave(client: string): void;
  /** This process no longer follows the lab; the lab goes on. */
  forget(): void;
}

interface Attached {
  client: LabClient;
  terminal: string;
  /** Offset of the next byte to come. */
  next: number;
}

/**
 * The epoch is the broker's, so that browsers find their terminals after this process was restarted; revisions are counted here,
 * because the broker's absence is a change that only this process can tell.
 */
export class RemoteLab implements Lab {
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #attached = new Map<string, Attached>();
  #known: Snapshot<LabView>;
  #onEnd = () => {};

  constructor(
    private readonly way: Way,
    snapshot: Snapshot<LabView>,
    private current: Health,
  ) {
    this.#known = snapshot;
  }

  snapshot = (): Snapshot<LabView> => this.#known;

  onChange = (listener: (change: Change) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  perform = async <E extends ClientEvent>(
    client: LabClient,
    event: E,
    payload: Payload<E>,
  ): Promise<Ack<Answer<E>>> => {
    const key = 'terminal' in payload ? `${client.id} ${payload.terminal}` : '';
    if (event === 'term:detach') this.#attached.delete(key);
    const terminal = 'terminal' in payload && event === 'term:attach' ? payload.terminal : undefined;
    const ack: Ack<unknown> =
      event === 'view:snapshot'
        ? { ok: true, value: this.#known }
        : await (terminal ? this.#attach(client, terminal, payload) : this.way.perform(client.id, event, payload));
    // The broker runs the same code: the answer to E is the Answer of E.
    return ack as Ack<Answer<E>>;
  };

  leave = (client: LabClient): void => {
    for (const [key, attached] of this.#attached) if (attached.client.id === client.id) this.#attached.delete(key);
    this.way.leave(client.id);
  };

  health = (): Health => this.current;

  /** The lab itself goes on in the broker, with its terminals and its kubelet. */
  close = async (): Promise<void> => this.way.forget();

  /** Another web process may have had the broker close it. */
  onEnd = (hear: () => void): void => {
    this.#onEnd = hear;
  };

  ended(): void {
    this.#onEnd();
  }

  /** The broker told of a change. */
  changed(change: Change, health: Health): void {
    this.current = health;
    this.#tell(change.ops, change.at);
  }

  output({ client, terminal, offset, bytes }: Output): void {
    const attached = this.#attached.get(`${client} ${terminal}`);
    if (!attached) return;
    attached.next = offset + bytes.length;
    attached.client.terminalData({ terminal, offset, bytes });
  }

  /** The broker can't be reached; what is shown stays, and says so. `at`: ms since the epoch. */
  away(message: string, at: number): void {
    const { engine } = this.#known.view;
    this.current = { ...this.current, engine: 'broker away' };
    const gone = { ...engine, state: 'unavailable' as const, since: at, message, brokerAway: true as const };
    this.#tell(diff(this.#known.view, { ...this.#known.view, engine: gone }), at);
  }

  /** The broker is there again: the same lab goes on where it was seen last, another one is a new beginning for the browsers. */
  back(snapshot: Snapshot<LabView>, health: Health): void {
    this.current = health;
    if (snapshot.epoch === this.#known.epoch) {
      this.#tell(diff(this.#known.view, snapshot.view), snapshot.at);
      for (const { client, terminal, next } of this.#attached.values()) {
        void this.#attach(client, terminal, { terminal, offset: next });
      }
      return;
    }
    this.#attached.clear();
    this.#known = snapshot;
    this.#tell([], snapshot.at);
  }

  #attach(client: LabClient, terminal: string, payload: unknown): Promise<Ack<unknown>> {
    const key = `${client.id} ${terminal}`;
    return this.way.perform(client.id, 'term:attach', payload, (ack) => {
      if (ack.ok) this.#attached.set(key, { client, terminal, next: (ack.value as Answer<'term:attach'>).from });
      // The way may end once more before the answer; the place is kept for the next time.
      else if (ack.error.code !== 'BrokerAway') this.#attached.delete(key);
    });
  }

  #tell(ops: Change['ops'], at: number): void {
    const { epoch, rev, view } = this.#known;
    const change = { epoch, rev: rev + 1, at, ops };
    this.#known = { epoch, rev: rev + 1, at, view: apply(view, ops) };
    for (const listener of this.#listeners) listener(change);
  }
}
