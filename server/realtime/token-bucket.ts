export interface TokenBucket {
  /** Takes one token. 0: taken; otherwise ms until there is one again. */
  take(): number;
}

/** Starts full. `now`: ms, any origin; a clock that steps back counts as standing still. */
export function createTokenBucket(rate: { burst: number; perSecond: number }, now: () => number): TokenBucket {
  let tokens = rate.burst;
  let at = now();
  return {
    take() {
      const elapsed = Math.max(0, now() - at);
      at = now();
      tokens = Math.min(rate.burst, tokens + (elapsed * rate.perSecond) / 1000);
      if (tokens < 1) return Math.ceil(((1 - tokens) * 1000) / rate.perSecond);
      tokens -= 1;
      return 0;
    },
  };
}
