// Somebody in the room with a shell: types lines and reads what comes back, also after the connection was lost.
import { expect, vi } from 'vitest';
import type { PodView } from '@/lib/protocol/view';
import type { RoomClient } from '@/server/workshop/robots/room-client';
import type { Room } from './room';

/** A busy machine takes its time. */
const READY_MS = 300_000;
const ANSWER_MS = 120_000;

export class Member {
  #terminal = '';
  #connection = '';
  #seq = 0;
  #count = 0;
  /** Bytes of the terminal that are on the screen. */
  #offset = 0;
  screen = '';

  constructor(readonly client: RoomClient) {
    client.onData = ({ terminal, bytes }) => {
      if (terminal !== this.#terminal) return;
      this.screen = `${this.screen}${Buffer.from(bytes).toString('latin1')}`.slice(-200_000);
      this.#offset += bytes.byteLength;
    };
  }

  get node(): string {
    return this.client.snapshot().view.node.name;
  }

  /** What a person would read on the screen. */
  get text(): string {
    return plain(this.screen);
  }

  pod(name: string): PodView | undefined {
    const { pods } = this.client.snapshot().view;
    return Object.values(pods).find(({ baseName }) => baseName === name);
  }

  /** Resolves when the lab is there, with its broker and its engine. */
  async ready(ms = READY_MS): Promise<void> {
    const { client } = this;
    const isThere = () =>
      client.shows && client.room?.seat?.lab === 'ready' && client.snapshot().view.engine.state === 'available';
    if (!(await client.until(isThere, ms)))
      throw new Error(`no lab: ${client.room?.seat?.lab ?? 'no room'} ${client.room?.seat?.labError ?? ''}`);
  }

  /** Opens a shell. */
  async sitDown(): Promise<void> {
    const opened = await this.client.perform('term:open', { id: crypto.randomUUID(), cols: 200, rows: 40 });
    if (!opened.ok) throw new Error(`term:open: ${JSON.stringify(opened.error)}`);
    this.screen = '';
    this.#terminal = opened.value.terminal;
    this.#offset = 0;
    await this.attach();
    await this.sees(/\$ $/);
  }

  /** Goes on with its terminal, after a new connection too. */
  async attach(): Promise<void> {
    const { id = '' } = this.client.socket;
    // Each connection counts its own input.
    if (this.#connection !== id) this.#seq = 0;
    this.#connection = id;
    const attached = await this.client.perform('term:attach', { terminal: this.#terminal, offset: this.#offset });
    if (!attached.ok) throw new Error(`term:attach: ${JSON.stringify(attached.error)}`);
  }

  async press(data: string): Promise<void> {
    this.#seq += 1;
    const taken = await this.client.perform('term:input', { terminal: this.#terminal, seq: this.#seq, data });
    if (!taken.ok) throw new Error(`term:input: ${JSON.stringify(taken.error)}`);
  }

  /** What the line prints, and how it ends. */
  async type(line: string, ms = ANSWER_MS): Promise<{ out: string; code: number }> {
    this.#count += 1;
    const mark = `mark${this.#count}`;
    const from = this.screen.length;
    await this.press(`${line}; echo "=${mark}=$?="\n`);
    const [whole, code] = await this.sees(new RegExp(`=${mark}=(\\d+)=`), ms);
    const text = plain(this.screen.slice(from));
    const out = text.slice(text.indexOf('\n') + 1, text.indexOf(whole));
    return { out: out.trim(), code: Number(code) };
  }

  async sees(pattern: RegExp, timeout = ANSWER_MS): Promise<RegExpExecArray> {
    return await vi.waitFor(
      () => {
        const found = pattern.exec(plain(this.screen));
        if (!found) throw new Error(`not on the screen: ${pattern}\n${plain(this.screen).slice(-2000)}`);
        return found;
      },
      { timeout, interval: 20 },
    );
  }

  /** Starts the kubelet and has it run a pod `web` with nginx. */
  async work(): Promise<void> {
    const pod = `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"terminationGracePeriodSeconds":2,"containers":[{"name":"web","image":"nginx:latest","imagePullPolicy":"IfNotPresent"}]}}`;
    await this.type(`mkdir -p kubelet-manifests; echo '${pod}' > kubelet-manifests/web.yaml`);
    const started = await this.client.perform('kubelet:start', { id: crypto.randomUUID() });
    if (!started.ok) throw new Error(`kubelet:start: ${JSON.stringify(started.error)}`);
    await this.runs('web');
  }

  /** Resolves when the pod's container runs. */
  async runs(pod: string, timeout = READY_MS): Promise<void> {
    await vi.waitFor(() => expect(this.pod(pod)?.containers.map(({ state }) => state)).toEqual(['running']), {
      timeout,
      interval: 100,
    });
  }
}

const plain = (text: string): string => text.replace(/\x1b\][^\x07]*\x07|\x1b\[[0-9;?]*[A-Za-z]|\r/g, '');

/** Seats `count` members, each with a shell. */
export async function seat(room: Room, count: number): Promise<Member[]> {
  return await Promise.all(
    Array.from({ length: count }, async (_none, index) => {
      const member = new Member(await room.join(`Member ${index + 1}`));
      await member.ready();
      await member.sitDown();
      return member;
    }),
  );
}
