// Times as the API writes them. Upstream: apimachinery/pkg/apis/meta/v1/time.go (RFC 3339), pkg/kubelet/types/constants.go
// RFC3339NanoFixed.
import { goQuote } from '@/lib/k8s/go-quote';

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[-+]\d{2}:\d{2})$/;

/** What Go says about a text that is no RFC 3339 time; null if it is one. */
export function timeError(text: string): string | null {
  if (RFC3339.test(text) && !Number.isNaN(Date.parse(text))) return null;
  const layout = '2006-01-02T15:04:05Z07:00';
  return `parsing time ${goQuote(`"${text}"`)} as ${goQuote(`"${layout}"`)}: cannot parse ${goQuote(text)} as "2006"`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * `2026-11-23T16:44:49.313932596Z`, or with the zone's offset: always nine decimals.
 * @param at milliseconds since the epoch; fractions are kept
 * @param offsetMinutes minutes east of UTC; the machine's own zone if left out
 */
export function rfc3339NanoFixed(at: number, offsetMinutes = -new Date(at).getTimezoneOffset()): string {
  const seconds = Math.floor(at / 1000);
  const nanos = Math.min(999_999_999, Math.round((at - seconds * 1000) * 1e6));
  const local = new Date((seconds + offsetMinutes * 60) * 1000).toISOString().slice(0, 19);
  const east = Math.abs(offsetMinutes);
  const zone =
    offsetMinutes === 0 ? 'Z' : `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(east / 60))}:${two(east % 60)}`;
  return `${local}.${String(nanos).padStart(9, '0')}${zone}`;
}
