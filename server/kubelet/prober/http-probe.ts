// An HTTP probe: which answer means what, and which redirects are followed.
// Upstream: pkg/probe/http/http.go (1.20), net/http/client.go (Go 1.15).
import type { HttpGetAction } from '@/lib/k8s/pod-parts';
import { joinHostPort, NetworkError } from '../network/go-words';
import { type HttpTarget, isRedirect, MAX_REDIRECTS, redirected, urlOf } from '../network/http-target';
import type { HttpAnswer, Network } from '../network/network';
import type { ProbeAnswer } from './answer';

/** What is read of an answer (maxRespBodyLength). */
export const MAX_BODY_BYTES = 10 * 1024;
const USER_AGENT = 'kube-probe/1.20';
/** Go writes these itself and drops what a manifest says. */
const GO_OWN_HEADERS = new Set(['Host', 'User-Agent', 'Content-Length', 'Transfer-Encoding', 'Trailer']);

/** The headers of a probe. A header counts as given only if it is spelt in Go's canonical form, as upstream. */
export function probeHeaders(given: HttpGetAction['httpHeaders'] = [], hostPort: string): [string, string][] {
  const first = (name: string) => given.find((header) => header.name === name)?.value;
  const rest = given.filter(({ name, value }) => !GO_OWN_HEADERS.has(name) && !(name === 'Accept' && value === ''));
  const userAgent = first('User-Agent') ?? USER_AGENT;
  return [
    ['Host', first('Host') || hostPort],
    ...(userAgent === '' ? [] : [['User-Agent', userAgent] as [string, string]]),
    ...(first('Accept') === undefined ? [['Accept', '*/*'] as [string, string]] : []),
    ...rest.map(({ name, value }): [string, string] => [name, value]),
    ['Connection', 'close'],
  ];
}

/** Asks, follows redirects on the same host, and judges. Throws NetworkError when the body of an answer breaks off. */
export async function httpProbe(
  target: HttpTarget,
  given: HttpGetAction['httpHeaders'],
  network: Network,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  let current = target;
  for (let asked = 1; ; asked++) {
    const answer = await ask(current, given, network, signal);
    if (typeof answer === 'string') return { result: 'Failure', output: `Get "${urlOf(current)}": ${answer}` };
    const { status, location, body } = answer;
    if (!isRedirect(status)) return judge(status, body);
    if (!location) return failed(current, `${status} response missing Location header`);
    const next = redirected(current, location);
    if (next === null) return failed(current, `failed to parse Location header "${location}"`);
    if (next.host !== target.host) return judge(status, body);
    if (asked >= MAX_REDIRECTS) return failed(next, `stopped after ${MAX_REDIRECTS} redirects`);
    current = next;
  }
}

const failed = (at: HttpTarget, why: string): ProbeAnswer => ({
  result: 'Failure',
  output: `Get "${urlOf(at)}": ${why}`,
});

/** The answer, or in words why there is none. */
async function ask(
  target: HttpTarget,
  given: HttpGetAction['httpHeaders'],
  network: Network,
  signal: AbortSignal,
): Promise<HttpAnswer | string> {
  const headers = probeHeaders(given, joinHostPort(target.host, target.port));
  try {
    return await network.get({ ...target, headers, maxBodyBytes: MAX_BODY_BYTES }, signal);
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    if (error.inBody) {
      const late = signal.aborted ? ' (Client.Timeout or context cancellation while reading body)' : '';
      throw new NetworkError(error.message + late, true);
    }
    return signal.aborted ? `${error.message} (Client.Timeout exceeded while awaiting headers)` : error.message;
  }
}

function judge(status: number, body: string): ProbeAnswer {
  if (status >= 200 && status < 300) return { result: 'Success', output: body };
  if (status >= 300 && status < 400) return { result: 'Warning', output: body };
  return { result: 'Failure', output: `HTTP probe failed with statuscode: ${status}` };
}
