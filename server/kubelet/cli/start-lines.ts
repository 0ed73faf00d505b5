// What is printed before a kubelet starts, or instead of starting it.
import type { Clock } from '../clock';
import { Klog } from '../klog';
import type { FlagsResult } from './flags';

/** Usage, notices, warnings and the fatal line, in the order in which the real kubelet prints them. */
export function startLines(
  result: Exclude<FlagsResult, { help: string }>,
  clock: Pick<Clock, 'now'>,
  pid: number,
): string[] {
  const lines: string[] = [];
  const klog = new Klog({ clock, pid, verbosity: 0, sink: (line) => lines.push(line) });
  for (const line of result.said) {
    if ('plain' in line) lines.push(line.plain);
    else klog.warning(line.source, line.warning);
  }
  if (result.ok) return lines;
  if (result.usage !== '') lines.push(result.usage);
  klog.fatal(result.source, result.message);
  return lines;
}
