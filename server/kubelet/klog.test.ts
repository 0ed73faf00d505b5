import { describe, expect, it } from 'vitest';
import { Klog, klogHeader } from './klog';

const at = new Date(2026, 10, 23, 17, 4, 16, 550).getTime() + 0.137;

function logger(verbosity: number): { klog: Klog; lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    klog: new Klog({ sink: (line) => lines.push(line), clock: { now: () => at }, pid: 32013, verbosity }),
  };
}

describe('klog lines', () => {
  it('have the header of the real ones', () => {
    expect(klogHeader('E', at, 32013, 'file.go:108')).toBe('E1123 17:04:16.550137   32013 file.go:108] ');
    const newYear = new Date(2027, 0, 2, 3, 4, 5, 6).getTime();
    expect(klogHeader('I', newYear, 7, 'a.go:1')).toBe('I0102 03:04:05.006000       7 a.go:1] ');
    expect(klogHeader('W', newYear, 12345678, 'a.go:1')).toBe('W0102 03:04:05.006000 12345678 a.go:1] ');
  });

  it('are written up to the verbosity, warnings and errors always', () => {
    const { klog, lines } = logger(2);
    klog.info(0, 'a.go:1', 'zero');
    klog.info(2, 'a.go:2', 'two');
    klog.info(3, 'a.go:3', 'three');
    klog.warning('a.go:4', 'warning');
    klog.error('a.go:5', 'error');
    klog.fatal('a.go:6', 'fatal');
    expect(lines.map((line) => line.charAt(0) + line.split('] ')[1])).toEqual([
      'Izero',
      'Itwo',
      'Wwarning',
      'Eerror',
      'Ffatal',
    ]);
  });

  it('show events as structured lines from --v=3 on', () => {
    const event = {
      object: 'default/web-node1',
      type: 'Normal',
      reason: 'Pulled',
      message: 'Container image "nginx" already present on machine',
    } as const;
    const quiet = logger(2);
    quiet.klog.event(event);
    expect(quiet.lines).toEqual([]);
    const { klog, lines } = logger(3);
    klog.event(event);
    expect(lines).toEqual([
      'I1123 17:04:16.550137   32013 event.go:291] "Event occurred" object="default/web-node1" kind="Pod" apiVersion="v1" type="Normal" reason="Pulled" message="Container image \\"nginx\\" already present on machine"',
    ]);
  });
});
