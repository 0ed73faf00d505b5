// The export: one row for each seat, as RFC 4180 has it, in UTF-8 with a mark by which spreadsheets know that.
import type { Seat } from './state';

/** A spreadsheet takes a cell that begins so for a formula, and a display name is anybody's text (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;

function cell(value: string | number): string {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const time = (at: number): string => (at > 0 ? new Date(at).toISOString() : '');

/** Seats in the order given; a column for each lesson in which anybody has done a task. */
export function roomCsv(seats: readonly Seat[]): string {
  const lessons = [...new Set(seats.flatMap(({ done }) => Object.keys(done)))].sort();
  const head = ['seat', 'name', 'locale', 'lesson', 'step', ...lessons.map((lesson) => `done in ${lesson}`)];
  const rows = seats.map(({ id, name, locale, place, done, joinedAt, progressAt }) => [
    ...[id, name, locale, place?.lesson ?? '', place?.step ?? ''],
    ...lessons.map((lesson) => done[lesson] ?? 0),
    ...[time(joinedAt), time(progressAt)],
  ]);
  const lines = [[...head, 'joined', 'last progress'], ...rows].map((row) => row.map(cell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
