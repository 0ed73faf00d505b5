import { expect, it } from 'vitest';
import { type Difference, found } from './filter';

const ROWS: Difference[] = [
  { area: 'pods', name: 'grace', real: 'Prüfung mit `SIGKILL`', here: 'eine Frist', why: 'Übersicht' },
  { area: 'flags', name: 'driver', real: 'der Treiber', here: '`--cgroup-driver` mit Warnung', why: 'nichts' },
];
const names = (search: string) => found(ROWS, search).map(({ name }) => name);

it.each([
  ['', ['grace', 'driver']],
  ['   ', ['grace', 'driver']],
  ['sigkill', ['grace']],
  ['ubersicht FRIST', ['grace']],
  ['mit', ['grace', 'driver']],
  ['--cgroup-driver', ['driver']],
  ['`--cgroup', ['driver']],
  ['frist treiber', []],
])('%j finds %j', (search, rows) => expect(names(search)).toEqual(rows));
