// What a lab was like, for as long as the server runs: numbered changes in closed reels, each beginning with a whole view, so that any
// moment can be asked for without reading all before it. Bounded by bytes; the oldest reel goes first.
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { pastFrame, pastView } from '@/lib/history/past';
import type { ReelText } from '@/lib/history/reel';
import { createTrack, type TrackData } from '@/lib/history/track';
import { apply, type Change, type Snapshot } from '@/lib/protocol/changes';
import type { LabView } from '@/lib/protocol/view';

const deflated = promisify(deflate);
const inflated = promisify(inflate);

/** Compressed bytes kept in all; an afternoon of sixty restless pods. */
const MAX_BYTES = 32 * 1024 * 1024;
/** A reel is closed at this many characters or frames: small enough to be sent and parsed at once. */
const REEL_CHARS = 384 * 1024;
const REEL_FRAMES = 500;

export interface History {
  /** Everything the timeline needs, without views. */
  track(): TrackData;
  /** The reel that holds the moment `at` (ms); the first or last one when it lies outside. */
  reelAt(at: number): Promise<ReelText>;
  /** The reel with this number, the nearest that is still kept otherwise. */
  reel(index: number): Promise<ReelText>;
  close(): void;
}

export interface HistorySource {
  snapshot(): Snapshot<LabView>;
  subscribe(listener: (change: Change) => void): () => void;
}

export interface HistoryLimits {
  maxBytes?: number;
  reelChars?: number;
  reelFrames?: number;
}

interface ClosedReel {
  index: number;
  from: number;
  /** Text until it is compressed. */
  body: string | Buffer;
}

/** Remembers from now on. */
export function createHistory(source: HistorySource, limits: HistoryLimits = {}): History {
  return new Recorder(source, limits);
}

class Recorder implements History {
  private view: LabView;
  private readonly timeline = createTrack();
  private readonly closed: ClosedReel[] = [];
  private open: { index: number; from: number; start: string; frames: string[]; chars: number };
  private readonly unsubscribe: () => void;

  constructor(
    source: HistorySource,
    private readonly limits: HistoryLimits,
  ) {
    const { view, at } = source.snapshot();
    this.view = pastView(view);
    this.timeline.take(this.view, at);
    this.open = this.begin(0, at);
    this.unsubscribe = source.subscribe((change) => this.take(change));
  }

  track = (): TrackData => this.timeline.data();

  reelAt(at: number): Promise<ReelText> {
    const found = this.closed.findLast((reel) => reel.from <= at) ?? this.closed[0];
    return this.reel(at >= this.open.from || !found ? this.open.index : found.index);
  }

  async reel(index: number): Promise<ReelText> {
    const first = this.closed[0]?.index ?? this.open.index;
    const place = Math.max(first, Math.min(index, this.open.index));
    const closed = this.closed[place - first];
    const last = this.open.index;
    if (!closed) return { index: place, first, last, from: this.open.from, until: null, reel: this.text() };
    const { from, body } = closed;
    const until = this.closed[place - first + 1]?.from ?? this.open.from;
    const reel = typeof body === 'string' ? body : (await inflated(body)).toString();
    return { index: place, first, last, from, until, reel };
  }

  close(): void {
    this.unsubscribe();
  }

  private begin(index: number, at: number) {
    const start = JSON.stringify({ at, view: this.view });
    return { index, from: at, start, frames: [] as string[], chars: start.length };
  }

  private text(): string {
    return `{"start":${this.open.start},"frames":[${this.open.frames.join(',')}]}`;
  }

  private take(change: Change): void {
    const frame = pastFrame(change);
    if (!frame) return;
    const { reelChars = REEL_CHARS, reelFrames = REEL_FRAMES } = this.limits;
    // A big first view must not make every reel one frame long.
    const full = this.open.chars > reelChars + this.open.start.length || this.open.frames.length >= reelFrames;
    if (full) this.turnOver(frame.at);
    this.view = apply(this.view, frame.ops);
    this.timeline.take(this.view, frame.at);
    const text = JSON.stringify(frame);
    this.open.frames.push(text);
    this.open.chars += text.length;
  }

  private turnOver(at: number): void {
    const { index, from } = this.open;
    const reel: ClosedReel = { index, from, body: this.text() };
    this.closed.push(reel);
    this.open = this.begin(index + 1, at);
    deflated(reel.body).then(
      (bytes) => {
        reel.body = bytes;
        this.forget();
      },
      // It stays as text and is forgotten with the others.
      () => this.forget(),
    );
  }

  private forget(): void {
    const size = () => this.closed.reduce((sum, { body }) => sum + body.length, 0);
    while (this.closed.length > 0 && size() > (this.limits.maxBytes ?? MAX_BYTES)) this.closed.shift();
  }
}
