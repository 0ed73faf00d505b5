import { type CheckContext, type CheckResult, met, unmet, watching } from './result';
import type { LeafOf } from './schema';

export const SOURCE_KEYS = [
  'kubelet.stopped',
  'source.missing',
  'source.unread',
  'source.failing',
  'source.good',
  'source.otherError',
  'source.seldom',
] as const;

export function evaluateSource(check: LeafOf<'source'>, { view }: CheckContext): CheckResult {
  if (view.kubelet.state !== 'running') return unmet('kubelet.stopped', {});
  const source = view.kubelet.sources[check.name];
  if (!source) return unmet('source.missing', { source: check.name });
  const { address, periodMs, lastReadAt, lastError: error, seen } = source;
  const facts = { source: check.name, address, periodMs, readAt: lastReadAt, error };
  // What is sent to the kubelet is never read: having spoken is enough.
  if (lastReadAt === 0 && !seen) return watching('source.unread', facts);
  if (check.last === 'good' && error !== '') return unmet('source.failing', facts);
  if (typeof check.last === 'object') {
    if (error === '') return unmet('source.good', facts);
    if (!new RegExp(check.last.error, 'u').test(error)) return unmet('source.otherError', facts);
  }
  const { everySeconds } = check;
  if (everySeconds !== undefined && periodMs > everySeconds * 1000) {
    return unmet('source.seldom', { ...facts, wantedMs: everySeconds * 1000 });
  }
  return met(facts, lastReadAt > 0 ? lastReadAt : undefined);
}
