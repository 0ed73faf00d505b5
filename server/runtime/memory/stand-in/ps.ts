// `docker ps`. Upstream: docker/cli cli/command/formatter/container.go; docker/docker container/state.go String.
import type { MemoryContainer } from '../container';
import { type Parsed, UsageError } from './arguments';
import { fillTemplate } from './template';
import { commandText, humanDuration, shortCommand, table } from './words';

export const PS_FLAGS = {
  switches: { all: 'a', quiet: 'q', 'no-trunc': '', latest: 'l', size: 's' },
  values: { filter: 'f', format: '', last: 'n' },
};

function status(container: MemoryContainer, now: number): string {
  const { state, startedAt, finishedAt, exitCode } = container;
  if (state === 'running') return `Up ${humanDuration(now - (startedAt ?? now))}`;
  if (state === 'created') return 'Created';
  return `Exited (${exitCode}) ${humanDuration(now - (finishedAt ?? now))} ago`;
}

type Test = (container: MemoryContainer) => boolean;

function filterOf(text: string): Test {
  const [key = '', ...rest] = text.split('=');
  const value = rest.join('=');
  const [label = '', wanted] = value.split('=');
  const tests: Record<string, Test> = {
    name: ({ name }) => new RegExp(value.replace(/^\^?\/?/, (start) => (start.startsWith('^') ? '^' : ''))).test(name),
    id: ({ id }) => id.startsWith(value),
    status: ({ state }) => state === value,
    label: ({ labels }) => label in labels && (wanted === undefined || labels[label] === wanted),
    exited: ({ state, exitCode }) => state === 'exited' && exitCode === Number(value),
    ancestor: ({ image, imageId }) => image === value || image.split(':')[0] === value || imageId.includes(value),
  };
  const test = tests[key];
  if (!test) throw new UsageError(`Error response from daemon: Invalid filter '${key}'`);
  return test;
}

/** The listing, newest first. Throws UsageError, TemplateError. */
export function ps(all: readonly MemoryContainer[], flags: Parsed, now: number): string {
  const tests = flags.all('filter').map(filterOf);
  const last = flags.on('latest') ? 1 : Number(flags.all('last').at(-1) ?? 0);
  const everything = flags.on('all') || last > 0 || flags.all('filter').some((f) => /^(status|exited)=/.test(f));
  const rows = [...all]
    .sort((a, b) => b.createdAt - a.createdAt || b.ordinal - a.ordinal)
    .filter((container) => (everything || container.state === 'running') && tests.every((test) => test(container)))
    .slice(0, last > 0 ? last : undefined)
    .map((container) => rowOf(container, flags.on('no-trunc'), now));
  const format = flags.all('format').at(-1);
  if (flags.on('quiet')) return rows.map(({ ID }) => `${ID}\n`).join('');
  if (format !== undefined && !format.startsWith('table'))
    return rows.map((row) => `${fillTemplate(format, row)}\n`).join('');
  return table(
    ['CONTAINER ID', 'IMAGE', 'COMMAND', 'CREATED', 'STATUS', 'PORTS', 'NAMES'],
    rows.map((row) => [row.ID, row.Image, row.Command, row.RunningFor, row.Status, row.Ports, row.Names]),
  );
}

function rowOf(container: MemoryContainer, whole: boolean, now: number) {
  const { id, image, imageId, joins, argv, name, labels, state } = container;
  const shortImage = imageId.replace('sha256:', '').slice(0, 12);
  return {
    ID: whole ? id : id.slice(0, 12),
    // The kubelet creates app containers by the image's id, and that is what docker shows.
    Image: joins === undefined ? image : whole ? imageId : shortImage,
    Command: whole ? `"${commandText(argv)}"` : shortCommand(argv, false),
    RunningFor: `${humanDuration(now - container.createdAt)} ago`,
    Status: status(container, now),
    State: state,
    Ports: '',
    Names: name,
    Labels: Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
  };
}
