// The query of /containerLogs. Pure. Upstream: pkg/kubelet/server/server.go getContainerLogs; apimachinery
// pkg/runtime/conversion.go (query decoding); pkg/apis/core/validation ValidatePodLogOptions (1.20).
import type { LogOptions } from '../runtime-service';
import { type Answer, text } from './answer';

export interface LogQuery extends LogOptions {
  previous: boolean;
  /** undefined = everything. */
  limitBytes?: number;
}

const refused = (status: number, message: string): Answer =>
  text(status, JSON.stringify({ message }).replace(':', ': '));
const UNDECODABLE = refused(400, 'Unable to decode query.');
const INVALID = refused(422, 'Invalid request.');

class Undecodable extends Error {}

/**
 * Reads the query, or says what upstream says to a bad one.
 * @param now ms since the epoch, for sinceSeconds
 */
export function readLogQuery(query: URLSearchParams, now: number): LogQuery | Answer {
  try {
    return decode(query, now);
  } catch (error) {
    if (error instanceof Undecodable) return UNDECODABLE;
    throw error;
  }
}

function decode(query: URLSearchParams, now: number): LogQuery | Answer {
  // `tail` is older than `tailLines` and wins; `all` is the same as leaving both out.
  const tail = query.get('tail') ?? '';
  const tailLines = tail === 'all' ? undefined : integerOf(tail === '' ? query.get('tailLines') : tail);
  const limitBytes = integerOf(query.get('limitBytes'));
  const sinceSeconds = integerOf(query.get('sinceSeconds'));
  const sinceTime = timeOf(query.get('sinceTime'));
  const tooSmall = (value: number | undefined, least: number) => value !== undefined && value < least;
  if (tooSmall(tailLines, 0) || tooSmall(limitBytes, 1) || tooSmall(sinceSeconds, 1)) return INVALID;
  if (sinceSeconds !== undefined && sinceTime !== undefined) return INVALID;
  const since = sinceSeconds === undefined ? sinceTime : now - sinceSeconds * 1000;
  return {
    follow: booleanOf(query.get('follow')),
    previous: booleanOf(query.get('previous')),
    timestamps: booleanOf(query.get('timestamps')),
    ...(tailLines !== undefined && { tailLines }),
    ...(limitBytes !== undefined && { limitBytes }),
    ...(since !== undefined && since > 0 && { since }),
  };
}

/** Only absence, `false` and `0` are no: `?follow` and `?follow=no` are yes. */
const booleanOf = (value: string | null): boolean => value !== null && value !== '0' && value.toLowerCase() !== 'false';

function integerOf(value: string | null): number | undefined {
  if (value === null) return undefined;
  if (!/^[-+]?\d+$/.test(value) || !Number.isSafeInteger(Number(value))) throw new Undecodable();
  return Number(value);
}

/** RFC 3339; empty or `null` is the zero time, which all lines come after. */
function timeOf(value: string | null): number | undefined {
  if (value === null) return undefined;
  if (value === '' || value === 'null') return 0;
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:\d\d)$/;
  const at = form.test(value) ? Date.parse(value.replace(',', '.')) : Number.NaN;
  if (Number.isNaN(at)) throw new Undecodable();
  return at;
}
