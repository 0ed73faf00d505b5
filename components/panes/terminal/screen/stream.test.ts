import { describe, expect, it } from 'vitest';
import type { Ack, Answer, ClientEvent, Payload } from '@/lib/protocol/events';
import { type ByteChunk, type StreamClient, TerminalStream } from './stream';

/** A server that says what the test tells it to, and a screen that keeps all. */
function stage() {
  let listener: (chunk: ByteChunk) => void = () => {};
  let answers: ((ack: Ack<Answer<'term:attach'>>) => void)[] = [];
  const sent: { event: string; payload: unknown }[] = [];
  const client: StreamClient = {
    request<E extends ClientEvent>(event: E, payload: Payload<E>) {
      sent.push({ event, payload });
      return new Promise<Ack<Answer<E>>>((resolve) => {
        if (event === 'term:attach') answers.push(resolve as (ack: Ack<Answer<'term:attach'>>) => void);
      });
    },
    onTerminalData(_, next) {
      listener = next;
      return () => {
        listener = () => {};
      };
    },
  };
  let shown = '';
  const drawn: (() => void)[] = [];
  const screen = {
    write(bytes: Uint8Array, written: () => void) {
      shown += new TextDecoder().decode(bytes);
      drawn.push(written);
    },
    gap(bytes: number) {
      shown += `[${bytes}]`;
    },
  };
  const stream = new TerminalStream('t1', screen, client);
  return {
    stream,
    sent,
    shown: () => shown,
    draw() {
      for (const written of drawn.splice(0)) written();
    },
    data: (offset: number, text: string) => listener({ offset, bytes: new TextEncoder().encode(text) }),
    async attach(from: number | null, end = 0) {
      const attached = stream.attach();
      for (const answer of answers.splice(0)) {
        answer(
          from === null
            ? { ok: false, error: { code: 'TerminalGone', facts: {} } }
            : { ok: true, value: { from, end } },
        );
      }
      answers = [];
      return attached;
    },
    /** Leaves the request open. */
    ask: () => stream.attach(),
    answer: (from: number) => answers.shift()?.({ ok: true, value: { from, end: 0 } }),
  };
}

describe('a terminal stream', () => {
  it('shows what comes, in order', async () => {
    const s = stage();
    await s.attach(0);
    s.data(0, 'ab');
    s.data(2, 'cd');
    expect(s.shown()).toBe('abcd');
  });

  it('keeps chunks that overtake the answer to attach', async () => {
    const s = stage();
    const attached = s.ask();
    s.data(0, 'ab');
    expect(s.shown()).toBe('');
    s.answer(0);
    await attached;
    expect(s.shown()).toBe('ab');
  });

  it('goes on from its offset after a reconnect, without a duplicate', async () => {
    const s = stage();
    await s.attach(0);
    s.data(0, 'abcd');
    await s.attach(4);
    s.data(4, 'ef');
    // A late chunk of the old connection.
    s.data(2, 'cdef');
    s.data(6, 'g');
    expect(s.shown()).toBe('abcdefg');
    expect(s.sent.filter(({ event }) => event === 'term:attach').map(({ payload }) => payload)).toEqual([
      { terminal: 't1', offset: 0 },
      { terminal: 't1', offset: 4 },
    ]);
  });

  it('marks a gap at a reconnect and in the stream, but not before the first byte', async () => {
    const s = stage();
    await s.attach(1000);
    s.data(1000, 'a');
    await s.attach(2001);
    s.data(2001, 'b');
    s.data(2010, 'c');
    expect(s.shown()).toBe('a[1000]b[8]c');
  });

  it('starts over when the terminal is younger than the screen', async () => {
    const s = stage();
    await s.attach(0);
    s.data(0, 'abcd');
    await s.attach(0);
    s.data(0, 'x');
    expect(s.shown()).toBe('abcdx');
  });

  it('acknowledges what is drawn, in large steps, and never for an old connection', async () => {
    const s = stage();
    await s.attach(0);
    const big = 'x'.repeat(20_000);
    s.data(0, big);
    s.data(20_000, big);
    const taken = () => s.sent.filter(({ event }) => event === 'term:taken').map(({ payload }) => payload);
    expect(taken()).toEqual([]);
    s.draw();
    expect(taken()).toEqual([{ terminal: 't1', bytes: 40_000 }]);
    s.data(40_000, big);
    s.data(60_000, big);
    await s.attach(80_000);
    s.draw();
    expect(taken()).toHaveLength(1);
  });

  it('knows replay from live output by what is drawn', async () => {
    const s = stage();
    expect(s.stream.replaying).toBe(true);
    await s.attach(0, 4);
    s.data(0, 'abcd');
    expect(s.stream.replaying).toBe(true);
    s.draw();
    expect(s.stream.replaying).toBe(false);
    await s.attach(4, 4);
    expect(s.stream.replaying).toBe(false);
  });

  it('says when the terminal is gone, and lets go of it', async () => {
    const s = stage();
    expect(await s.attach(null)).toBe(false);
    s.stream.dispose();
    expect(s.sent.at(-1)).toEqual({ event: 'term:detach', payload: { terminal: 't1' } });
  });
});
