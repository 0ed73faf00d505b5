import { describe, expect, it } from 'vitest';
import { readFigures } from './node-figures';

const TEXTS = {
  stat: 'cpu  100 10 50 1000 5 1 2 3 40 0\ncpu0 1 1 1 1 1 1 1 1 0 0\nbtime 1795450929\n',
  meminfo:
    'MemTotal:       1000 kB\nMemFree:         400 kB\nCached: 200 kB\nInactive(file):   150 kB\nAnonPages:  90 kB\n',
  vmstat: 'pgfault 7\npgmajfault 3\n',
  netDev: [
    'Inter-|   Receive                                                |  Transmit',
    ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
    '    lo: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0',
    '  eth0: 100 10 1 2 0 0 0 0 200 20 3 4 0 0 0 0',
    'docker0: 5 5 0 0 0 0 0 0 5 5 0 0 0 0 0 0',
    'veth1a2b: 5 5 0 0 0 0 0 0 5 5 0 0 0 0 0 0',
    '',
  ].join('\n'),
  loadavg: '0.1 0.2 0.3 2/345 6789\n',
  pidMax: '32768\n',
};

describe('the machine in figures', () => {
  it('reads /proc', () => {
    expect(readFigures(TEXTS, 5)).toEqual({
      at: 5,
      bootedAt: 1_795_450_929_000,
      cpuNanos: 166 * 1e7,
      memory: {
        capacity: 1_024_000,
        usage: 614_400,
        workingSet: 460_800,
        rss: 92_160,
        cache: 204_800,
        pageFaults: 7,
        majorPageFaults: 3,
      },
      network: [
        {
          name: 'eth0',
          rxBytes: 100,
          rxPackets: 10,
          rxErrors: 1,
          rxDropped: 2,
          txBytes: 200,
          txPackets: 20,
          txErrors: 3,
          txDropped: 4,
        },
      ],
      tasks: { current: 345, max: 32_768 },
    });
  });

  it('counts what is missing as nothing', () => {
    const empty = { stat: '', meminfo: '', vmstat: '', netDev: '', loadavg: '', pidMax: '' };
    expect(readFigures(empty, 5)).toMatchObject({ cpuNanos: 0, network: [], tasks: { current: 0, max: 0 } });
  });
});
