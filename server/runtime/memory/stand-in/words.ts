// How docker's command line sets times, commands and tables.

const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** `2 minutes`, `About an hour`. Upstream: docker/go-units duration.go HumanDuration. */
export function humanDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 1) return 'Less than a second';
  if (seconds < 60) return plural(seconds, 'second');
  const minutes = Math.floor(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.floor(minutes / 60 + 0.5);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`;
  return `${Math.floor(hours / 24 / 7)} weeks`;
}

/** Columns as Go's tabwriter sets them for docker: at least ten wide, three apart, the last one as it is. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(10, ...all.map((row) => (row[column] ?? '').length + 3)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('');
  return `${all.map(line).join('\n')}\n`;
}

/** Path and arguments as the engine stores them: what has a space stands in single quotes. */
export const commandText = (argv: readonly string[]): string =>
  argv.map((word, at) => (at > 0 && /\s/.test(word) ? `'${word}'` : word)).join(' ');

/** `"nginx -g 'daemon of…"` */
export const shortCommand = (argv: readonly string[], whole: boolean): string => {
  const text = commandText(argv);
  return `"${whole || text.length <= 20 ? text : `${text.slice(0, 19)}…`}"`;
};
