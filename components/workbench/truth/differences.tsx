'use client';
// The deliberate differences as a table that can be searched and narrowed to an area. All of it is in the server's HTML.
import { Search } from 'lucide-react';
import { useState } from 'react';
import { InlineText } from '@/components/ui/inline-text';
import { useTexts } from '@/components/ui/locale';
import { AREAS } from '@/lib/i18n/deviations/deviation';
import { truthTexts } from '@/lib/i18n/truth';
import { type Difference, found } from './filter';

const COLUMNS = ['real', 'here', 'why'] as const;

export function Differences({ rows }: { rows: Difference[] }) {
  const t = useTexts(truthTexts);
  const [search, setSearch] = useState('');
  const [area, setArea] = useState<Difference['area'] | 'all'>('all');
  const hits = found(rows, search);
  const shown = area === 'all' ? hits : hits.filter((row) => row.area === area);
  const groups = AREAS.map((name) => ({ name, rows: shown.filter((row) => row.area === name) }));
  return (
    <>
      <search className="diff-tools">
        <label className="diff-search">
          <Search className="i s16" aria-hidden="true" />
          <input
            type="search"
            data-testid="truth-search"
            aria-label={t.search}
            placeholder={t.search}
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
        </label>
        <fieldset className="diff-areas">
          <legend className="sr">{t.areas}</legend>
          {(['all', ...AREAS] as const).map((name) => {
            const count = name === 'all' ? hits.length : hits.filter((row) => row.area === name).length;
            return (
              <button key={name} type="button" aria-pressed={area === name} onClick={() => setArea(name)}>
                {name === 'all' ? t.all : t.area[name]} <small>{count}</small>
              </button>
            );
          })}
        </fieldset>
      </search>
      <p className="sr" role="status">
        {t.found(shown.length)}
      </p>
      {shown.length === 0 ? (
        <p className="diff-none" data-testid="truth-none">
          {t.none(search)}
        </p>
      ) : (
        <Table groups={groups.filter((group) => group.rows.length > 0)} />
      )}
    </>
  );
}

/** The roles are written out: on a narrow page the rows are blocks, and a table of blocks is none to a screen reader. */
function Table({ groups }: { groups: { name: Difference['area']; rows: Difference[] }[] }) {
  const t = useTexts(truthTexts);
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: see above
    <table className="diff" role="table">
      <thead role="rowgroup">
        <tr role="row">
          {COLUMNS.map((column) => (
            <th key={column} scope="col" role="columnheader">
              {t[column]}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.name} role="rowgroup" data-area={group.name}>
          <tr role="row" className="diff-area">
            <th colSpan={3} scope="rowgroup" role="rowheader">
              {t.area[group.name]}
            </th>
          </tr>
          {group.rows.map((row) => (
            <tr key={row.name} role="row" id={`${row.area}-${row.name}`}>
              {COLUMNS.map((column) => (
                <td key={column} role="cell" data-label={t[column]}>
                  <InlineText text={row[column]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  );
}
