// Log lines in the form of klog v2, as the real kubelet writes them to stderr. Upstream: k8s.io/klog/v2 klog.go (header),
// client-go/tools/record/event.go (events).
import { goQuote } from '@/lib/k8s/go-quote';
import type { Clock } from './clock';
import { levelOf, type ModuleLevel } from './log-filter';

type Severity = 'I' | 'W' | 'E' | 'F';

/** Events reach the log from this verbosity on: without an API server it is the only place where they are seen. */
const EVENT_VERBOSITY = 3;

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/**
 * `Lmmdd hh:mm:ss.uuuuuu ppppppp file.go:line] `, in local time, the process id right-aligned to seven columns.
 * @param at milliseconds since the epoch; fractions give the microseconds
 * @param source e.g. `file.go:187`: the place in upstream that logs this
 */
export function klogHeader(severity: Severity, at: number, pid: number, source: string): string {
  const date = new Date(at);
  const micros = Math.min(999_999, Math.round((at - Math.floor(at / 1000) * 1000) * 1000));
  const day = pad(date.getMonth() + 1, 2) + pad(date.getDate(), 2);
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part, 2)).join(':');
  return `${severity}${day} ${time}.${pad(micros, 6)} ${String(pid).padStart(7)} ${source}] `;
}

/** A Kubernetes event. `object`: `<namespace>/<name>`. */
interface KlogEvent {
  object: string;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** Pod if left out. */
  kind?: string;
  apiVersion?: string;
}

interface KlogOptions {
  /** Takes each line, without a line break at its end. A message with line breaks stays one call. */
  sink: (line: string) => void;
  clock: Pick<Clock, 'now'>;
  pid: number;
  /** --v */
  verbosity: number;
  /** --vmodule */
  modules?: readonly ModuleLevel[];
  /** --skip-headers */
  skipHeaders?: boolean;
}

export class Klog {
  private verbosity: number;

  constructor(private readonly options: KlogOptions) {
    this.verbosity = options.verbosity;
  }

  /** Whether lines of this verbosity and place are written. */
  private enabled(verbosity: number, source: string): boolean {
    return verbosity <= levelOf(source, this.verbosity, this.options.modules ?? []);
  }

  /** As PUT /debug/flags/v does, until the end of the process. */
  setVerbosity(verbosity: number): void {
    this.verbosity = verbosity;
  }

  private write(severity: Severity, source: string, message: string): void {
    const { sink, clock, pid, skipHeaders = false } = this.options;
    sink((skipHeaders ? '' : klogHeader(severity, clock.now(), pid, source)) + message);
  }

  /** Written only if --v (or --vmodule for this file) is at least `verbosity`; 0 always is. */
  info(verbosity: number, source: string, message: string): void {
    if (this.enabled(verbosity, source)) this.write('I', source, message);
  }

  warning(source: string, message: string): void {
    this.write('W', source, message);
  }

  error(source: string, message: string): void {
    this.write('E', source, message);
  }

  /** Only writes the line: the caller ends the process, with exit code 255 as klog does. */
  fatal(source: string, message: string): void {
    this.write('F', source, message);
  }

  event({ object, type, reason, message, kind = 'Pod', apiVersion = 'v1' }: KlogEvent): void {
    const pairs = { object, kind, apiVersion, type, reason, message };
    const text = Object.entries(pairs).map(([key, value]) => `${key}=${goQuote(value)}`);
    this.info(EVENT_VERBOSITY, 'event.go:291', `"Event occurred" ${text.join(' ')}`);
  }
}
