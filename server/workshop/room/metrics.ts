// What a watcher of machines may know, in Prometheus' text format: numbers, no names.

export interface RoomFigures {
  sockets: number;
  seats: number;
  maxSeats: number;
  joins: number;
  /** Labs of seats, by state. */
  labs: Record<string, number>;
  /** `seats`: whose lab lies there. */
  brokers: { socket: string; id: string; there: boolean; seats: number }[];
  /** Tries that were turned away, by door. */
  refused: Record<string, number>;
  /** Of the event loop since it was asked last, in seconds. */
  loopDelay: { p99: number; max: number };
  residentBytes: number;
}

/** A label's value: a path may have anything in it. */
const quoted = (text: string): string => text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');

type Sample = [labels: string, value: number];

export function metricsText(figures: RoomFigures): string {
  const { sockets, seats, maxSeats, joins, labs, brokers, refused, loopDelay, residentBytes } = figures;
  const by = (label: string, counts: Record<string, number>): Sample[] =>
    Object.entries(counts).map(([name, value]) => [`{${label}="${name}"}`, value]);
  const ofBrokers = (value: (broker: RoomFigures['brokers'][number]) => number) =>
    brokers.map((broker): Sample => [`{broker="${broker.id}",socket="${quoted(broker.socket)}"}`, value(broker)]);
  const metrics: [name: string, type: 'gauge' | 'counter', help: string, samples: Sample[]][] = [
    ['kulissen_sockets', 'gauge', 'Connected browser tabs.', [['', sockets]]],
    ['kulissen_seats', 'gauge', 'Seats taken.', [['', seats]]],
    ['kulissen_seats_limit', 'gauge', 'Seats there may be.', [['', maxSeats]]],
    ['kulissen_labs', 'gauge', 'Labs of seats by state.', by('state', labs)],
    ['kulissen_broker_up', 'gauge', '1: the broker can be reached.', ofBrokers(({ there }) => Number(there))],
    ['kulissen_broker_seats', 'gauge', 'Seats whose lab lies at the broker.', ofBrokers(({ seats }) => seats)],
    ['kulissen_joins_total', 'counter', 'Seats given since the start.', [['', joins]]],
    ['kulissen_tries_refused_total', 'counter', 'Wrong codes and secrets, and callers sent away.', by('door', refused)],
    [
      'kulissen_event_loop_delay_seconds',
      'gauge',
      'Since the last scrape.',
      by('quantile', { '0.99': loopDelay.p99, '1': loopDelay.max }),
    ],
    ['process_resident_memory_bytes', 'gauge', 'Of the web process.', [['', residentBytes]]],
  ];
  const lines = metrics.flatMap(([name, type, help, samples]) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(([labels, value]) => `${name}${labels} ${value}`),
  ]);
  return `${lines.join('\n')}\n`;
}
