/** What the lesson engine needs of time; the kubelet's Clock fits. */
export interface LessonClock {
  /** Wall-clock milliseconds since the epoch. */
  now(): number;
  /** Calls `fn` once after `ms` milliseconds; the returned function cancels it. */
  after(ms: number, fn: () => void): () => void;
}
