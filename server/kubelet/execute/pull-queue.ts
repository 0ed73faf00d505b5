// Images are pulled one at a time on a node (--serialize-image-pulls, on by default upstream).

export class PullQueue {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs `pull` after all earlier ones have ended, however they ended. Rejects with what `pull` rejects with. */
  run<T>(pull: () => Promise<T>): Promise<T> {
    const mine = this.last.then(pull, pull);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
