// For tests of the wire: a lab that records what it is asked and says what it is told to.
import { type Change, diff } from '@/lib/protocol/changes';
import type { Ack, Answer, ClientEvent, Payload } from '@/lib/protocol/events';
import type { LabView } from '@/lib/protocol/view';
import type { Lab, LabClient } from '../lab/lab';

type Performed = { client: LabClient; event: ClientEvent; payload: unknown };

export interface FakeLab extends Lab {
  readonly performed: Performed[];
  readonly clients: Set<LabClient>;
  /** What `perform` does next; the default answers with an empty value. */
  answer: (event: ClientEvent, payload: unknown) => Promise<Ack<unknown>>;
  /** Changes the view and tells everybody. `lose`: numbers the change, but tells nobody. */
  change(patch: Partial<LabView>, lose?: 'lose'): void;
  /** As after a restart of the server. */
  restart(epoch: string): void;
}

export function createFakeLab(): FakeLab {
  let view = emptyView();
  let epoch = 'first';
  let rev = 0;
  const listeners = new Set<(change: Change) => void>();
  const performed: Performed[] = [];
  const clients = new Set<LabClient>();
  const lab: FakeLab = {
    performed,
    clients,
    answer: async () => ({ ok: true, value: {} }),
    snapshot: () => ({ epoch, rev, at: 0, view }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async perform<E extends ClientEvent>(client: LabClient, event: E, payload: Payload<E>) {
      performed.push({ client, event, payload });
      clients.add(client);
      return (await lab.answer(event, payload)) as Ack<Answer<E>>;
    },
    leave: (client) => void clients.delete(client),
    health: () => ({ runtime: 'memory', engine: 'memory', engineVersion: '0' }),
    close: async () => {},
    change(patch, lose) {
      const next = { ...view, ...patch };
      const change: Change = { epoch, rev: rev + 1, at: 0, ops: diff(view, next) };
      view = next;
      rev = change.rev;
      if (!lose) for (const listener of listeners) listener(change);
    },
    restart(name) {
      epoch = name;
      rev = 0;
    },
  };
  return lab;
}

function emptyView(): LabView {
  return {
    lab: {
      id: 'lab',
      home: '/home/lab',
      manifestDir: '/home/lab/kubelet-manifests',
      manifestDirExists: true,
      user: 'lab',
    },
    engine: { runtime: 'memory', state: 'available', version: '0', since: 0 },
    node: { name: 'worker1', ready: true, reason: '' },
    kubelet: {
      state: 'stopped',
      since: 0,
      args: [],
      manifestPath: '',
      readOnlyPort: 0,
      phase: 'idle',
      subject: '',
      lastReadAt: 0,
      lastObservedAt: 0,
      lastActedAt: 0,
      fileCheckMs: 20_000,
      sources: {},
      loop: { paused: false, delayMs: 0, held: {}, next: '' },
    },
    manifests: {},
    pods: {},
    decisions: {},
    terminals: {},
    commands: {},
    steps: {},
  };
}
