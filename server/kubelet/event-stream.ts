// The one stream of everything that happens in a kubelet. The log, the lab's view and tests subscribe to it.
import type { Clock } from './clock';
import type { KubeletEvent } from './kubelet';

type WithoutHeader<E> = E extends unknown ? Omit<E, 'seq' | 'at'> : never;
/** An event before it is numbered and dated. */
export type KubeletNews = WithoutHeader<KubeletEvent>;

export class EventStream {
  private readonly listeners = new Set<(event: KubeletEvent) => void>();
  private seq = 0;

  constructor(private readonly clock: Clock) {}

  emit(news: KubeletNews): void {
    this.seq += 1;
    const event: KubeletEvent = { ...news, seq: this.seq, at: this.clock.now() };
    for (const listener of this.listeners) listener(event);
  }

  /** Listeners must not throw. Returns how to unsubscribe. */
  subscribe(listener: (event: KubeletEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
