// The lab's door: plain data in, plain data out, so that it can move behind a UNIX socket (shared design §3).
import type { Change, Snapshot } from '@/lib/protocol/changes';
import type { Ack, Answer, ClientEvent, Payload } from '@/lib/protocol/events';
import type { LabView } from '@/lib/protocol/view';

/** One browser tab. */
export interface LabClient {
  readonly id: string;
  /** Delivers terminal bytes; only for terminals this client has attached to. */
  terminalData(chunk: { terminal: string; offset: number; bytes: Uint8Array }): void;
}

export interface Lab {
  snapshot(): Snapshot<LabView>;
  /** Numbered changes, in order, without gaps. Returns how to unsubscribe. */
  onChange(listener: (change: Change) => void): () => void;
  /** Calls back when somebody else has closed it: it is to be opened anew. Absent: nobody else can. */
  onEnd?(hear: () => void): void;
  /** Carries out one validated command. Never throws for what a person can cause: the Ack says it. */
  perform<E extends ClientEvent>(client: LabClient, event: E, payload: Payload<E>): Promise<Ack<Answer<E>>>;
  /** The client is gone: its terminal attachments end; terminals, kubelet and files stay. */
  leave(client: LabClient): void;
  /** For /healthz and the pre-flight page. */
  health(): { runtime: 'docker' | 'memory'; engine: string; engineVersion: string };
  /** Ends terminals and kubelet; containers stay. */
  close(): Promise<void>;
}
