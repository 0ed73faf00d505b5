import type { Ack, Answer, ClientEvent, Payload } from '@/lib/protocol/events';
import type { LabClient } from '../lab';

export type Handler<E extends ClientEvent> = (client: LabClient, payload: Payload<E>) => Promise<Ack<Answer<E>>>;
/** One handler for each event of the protocol: a missing one is a compile error. */
export type Handlers<E extends ClientEvent = ClientEvent> = { [K in E]: Handler<K> };
