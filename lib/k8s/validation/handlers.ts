// Probes and lifecycle hooks. Upstream: pkg/apis/core/validation validateProbe, validateHandler, validateLifecycle.
import type { Handler, HttpGetAction, Lifecycle, Probe } from '../pod-parts';
import { type FieldError, forbidden, invalid, invalids, required, unsupported } from './field-error';
import { httpHeaderMessages, NOT_NEGATIVE, portNameMessages, portNumberMessages } from './names';

const ONE_HANDLER = 'may not specify more than 1 handler type';

const portErrors = (port: number | string, path: string): FieldError[] =>
  invalids(path, port, typeof port === 'number' ? portNumberMessages(port) : portNameMessages(port));

function httpGetErrors(http: HttpGetAction, path: string): FieldError[] {
  const errors: FieldError[] = http.path ? [] : [required(`${path}.path`)];
  errors.push(...portErrors(http.port ?? 0, `${path}.port`));
  if (http.scheme !== 'HTTP' && http.scheme !== 'HTTPS') {
    errors.push(unsupported(`${path}.scheme`, http.scheme ?? '', ['HTTP', 'HTTPS']));
  }
  for (const header of http.httpHeaders ?? []) {
    errors.push(...invalids(`${path}.httpHeaders`, header.name, httpHeaderMessages(header.name)));
  }
  return errors;
}

/** Exactly one of exec, httpGet and tcpSocket. */
function handlerErrors(handler: Handler, path: string): FieldError[] {
  const { exec, httpGet, tcpSocket } = handler;
  const given: [string, () => FieldError[]][] = [];
  if (exec) given.push(['exec', () => (exec.command?.length ? [] : [required(`${path}.exec.command`)])]);
  if (httpGet) given.push(['httpGet', () => httpGetErrors(httpGet, `${path}.httpGet`)]);
  if (tcpSocket) given.push(['tcpSocket', () => portErrors(tcpSocket.port ?? 0, `${path}.tcpSocket.port`)]);
  if (given.length === 0) return [required(path, 'must specify a handler type')];
  return given.flatMap(([name, check], index) => (index === 0 ? check() : [forbidden(`${path}.${name}`, ONE_HANDLER)]));
}

const TIMINGS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

/** Errors of one probe; `mustSucceedOnce`: liveness and startup probes count a single success. */
export function probeErrors(probe: Probe | undefined, path: string, mustSucceedOnce: boolean): FieldError[] {
  if (!probe) return [];
  const errors = handlerErrors(probe, path);
  for (const name of TIMINGS) {
    const value = probe[name] ?? 0;
    if (value < 0) errors.push(invalid(`${path}.${name}`, value, NOT_NEGATIVE));
  }
  if (mustSucceedOnce && probe.successThreshold !== 1) {
    errors.push(invalid(`${path}.successThreshold`, probe.successThreshold ?? 0, 'must be 1'));
  }
  return errors;
}

export const lifecycleErrors = (lifecycle: Lifecycle | undefined, path: string): FieldError[] => [
  ...(lifecycle?.postStart ? handlerErrors(lifecycle.postStart, `${path}.postStart`) : []),
  ...(lifecycle?.preStop ? handlerErrors(lifecycle.preStop, `${path}.preStop`) : []),
];
