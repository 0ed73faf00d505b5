// Where log lines go: standard error, or with --logtostderr=false files. Upstream: k8s.io/klog/v2 klog.go, klog_file.go (1.20).
// Lines are written as they come; klog flushes its files every five seconds.
import { appendFileSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { KubeletFlagValues } from '../configuration/kubelet-flags';

const SEVERITIES = ['I', 'W', 'E', 'F'] as const;
type Severity = (typeof SEVERITIES)[number];
const FILE_NAMES: Record<Severity, string> = { I: 'INFO', W: 'WARNING', E: 'ERROR', F: 'FATAL' };
const MEGABYTE = 1024 * 1024;
const THRESHOLDS: Record<string, number> = { INFO: 0, WARNING: 1, ERROR: 2, FATAL: 3 };

const pad = (value: number): string => String(value).padStart(2, '0');

/** A function that takes one line of the log (without a line break) and writes it where the flags say. */
export function openLogOutput(
  flags: KubeletFlagValues,
  toStderr: (line: string) => void,
  pid: number,
): (line: string) => void {
  if (flags.logtostderr) return toStderr;
  const files = flags['log-file'] === '' ? new SeverityFiles(flags, pid) : new OneFile(flags);
  const threshold = THRESHOLDS[flags.stderrthreshold.toUpperCase()] ?? Number(flags.stderrthreshold);
  return (line) => {
    const severity = Math.max(0, SEVERITIES.indexOf(line.charAt(0) as Severity));
    if (flags.alsologtostderr || severity >= threshold) toStderr(line);
    files.write(severity, line);
  };
}

/** What stands at the head of every file. */
function heading(): string {
  const now = new Date();
  const day = `${now.getFullYear()}/${pad(now.getMonth() + 1)}/${pad(now.getDate())}`;
  return [
    `Log file created at: ${day} ${[now.getHours(), now.getMinutes(), now.getSeconds()].map(pad).join(':')}`,
    `Running on machine: ${hostname()}`,
    'Log line format: [IWEF]mmdd hh:mm:ss.uuuuuu threadid file:line] msg',
    '',
  ].join('\n');
}

/** --log-file: appended to, and begun anew when it is too large. */
class OneFile {
  private readonly path: string;
  private readonly limit: number;

  constructor(flags: KubeletFlagValues) {
    this.path = flags['log-file'];
    this.limit = flags['log-file-max-size'] * MEGABYTE;
    appendFileSync(this.path, heading());
  }

  write(_severity: number, line: string): void {
    if (this.limit > 0 && statSync(this.path).size + line.length >= this.limit) writeFileSync(this.path, heading());
    appendFileSync(this.path, `${line}\n`);
  }
}

/** --log-dir: a file for each severity that takes the lines of its own and of all worse ones, and a link to the newest. */
class SeverityFiles {
  private readonly opened = new Map<Severity, string>();
  private readonly dir: string;

  constructor(
    private readonly flags: KubeletFlagValues,
    private readonly pid: number,
  ) {
    this.dir = flags['log-dir'] || tmpdir();
    mkdirSync(this.dir, { recursive: true });
  }

  write(severity: number, line: string): void {
    for (let level = severity; level >= 0; level -= 1) {
      appendFileSync(this.file(SEVERITIES[level] ?? 'I'), `${line}\n`);
      if (this.flags['one-output']) return;
    }
  }

  private file(severity: Severity): string {
    const known = this.opened.get(severity);
    if (known) return known;
    const now = new Date();
    const stamp = `${now.getFullYear()}${pad(now.getMonth() + 1)}${pad(now.getDate())}-${[now.getHours(), now.getMinutes(), now.getSeconds()].map(pad).join('')}`;
    const name = `kubelet.${hostname().split('.')[0]}.${userInfo().username}.log.${FILE_NAMES[severity]}.${stamp}.${this.pid}`;
    const path = join(this.dir, name);
    appendFileSync(path, heading());
    const link = join(this.dir, `kubelet.${FILE_NAMES[severity]}`);
    rmSync(link, { force: true });
    symlinkSync(name, link);
    this.opened.set(severity, path);
    return path;
  }
}
