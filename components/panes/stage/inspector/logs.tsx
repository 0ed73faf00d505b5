'use client';
// A container's log: live, searchable, to be saved. Only the lines in sight are in the document, however many there are.
import { useEffect, useMemo, useRef, useState } from 'react';
import { Icon } from '@/components/ui/icon';
import { useLocale, useTexts } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import { clockTime, number } from '@/lib/i18n/format';
import { inspectorTexts } from '@/lib/i18n/stage';
import type { ContainerView } from '@/lib/protocol/view';
import { shownLine, splitTime } from '../model/log-text';
import { shortId } from '../model/names';
import { useIsPast } from '../source';
import { saveFile } from '../time/save-file';
import { type LogLine, useLog } from './use-log';

/** Height of a line, px; in inspector.css too. */
const LINE_PX = 18;
const SPARE = 12;

function Line({ line, top }: { line: LogLine; top: number }) {
  const locale = useLocale();
  const { at, text } = splitTime(line.raw);
  return (
    <div className="log-line" style={{ top }}>
      <time>{Number.isNaN(at) ? '' : clockTime(at, locale)}</time>
      <bdi>{shownLine(text)}</bdi>
    </div>
  );
}

interface LinesProps {
  lines: readonly LogLine[];
  follow: boolean;
  onFollow(follow: boolean): void;
}

function Lines({ lines, follow, onFollow }: LinesProps) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ top: 0, height: 400 });
  useEffect(() => {
    if (follow && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [follow, lines]);
  const first = Math.max(0, Math.floor(place.top / LINE_PX) - SPARE);
  const last = Math.ceil((place.top + place.height) / LINE_PX) + SPARE;
  const onScroll = () => {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = box.current ?? {};
    setPlace({ top: scrollTop, height: clientHeight });
    const atEnd = scrollTop + clientHeight >= scrollHeight - LINE_PX;
    if (atEnd !== follow) onFollow(atEnd);
  };
  return (
    <div
      className="log-lines"
      ref={box}
      onScroll={onScroll}
      role="log"
      aria-live="off"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to.
      tabIndex={0}
      data-testid="log-lines"
    >
      <div style={{ height: lines.length * LINE_PX }}>
        {lines.slice(first, last).map((line, index) => (
          <Line key={line.n} line={line} top={(first + index) * LINE_PX} />
        ))}
      </div>
    </div>
  );
}

export function Logs({ container }: { container: ContainerView }) {
  const t = useTexts(inspectorTexts).logs;
  const locale = useLocale();
  const past = useIsPast();
  const [chosen, setChosen] = useState('');
  const [search, setSearch] = useState('');
  const [follow, setFollow] = useState(true);
  const { instances } = container;
  const instance = instances.find(({ id }) => id === chosen) ?? instances[0];
  const log = useLog(past ? '' : (instance?.id ?? ''));
  const wanted = search.trim().toLowerCase();
  const found = useMemo(
    () => (wanted ? log.lines.filter(({ raw }) => raw.toLowerCase().includes(wanted)) : log.lines),
    [log.lines, wanted],
  );
  if (past) return <p className="inspector-note">{t.past}</p>;
  if (!instance) return <p className="inspector-note">{t.noInstance}</p>;
  const count = number(log.lines.length, locale);
  const save = () =>
    saveFile(
      `${container.name}-${shortId(instance.id)}.log`,
      `${log.lines.map(({ raw }) => raw).join('\n')}\n`,
      'text/plain',
    );
  return (
    <div className="logs">
      <div className="logs-bar">
        {instances.length > 1 ? (
          <select aria-label={t.instance} value={instance.id} onChange={(event) => setChosen(event.target.value)}>
            {instances.map((each) => (
              <option key={each.id} value={each.id}>
                {t.instance} {each.attempt}
              </option>
            ))}
          </select>
        ) : null}
        <label>
          <Icon name="search" size={12} />
          <input
            type="search"
            aria-label={t.search}
            placeholder={t.search}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </label>
        <button
          type="button"
          className="btn icon"
          aria-label={t.follow}
          title={t.follow}
          aria-pressed={follow}
          onClick={() => setFollow(!follow)}
        >
          <Icon name="arrow-down" />
        </button>
        <button type="button" className="btn icon" aria-label={t.download} title={t.download} onClick={save}>
          <Icon name="download" />
        </button>
      </div>
      {log.failure ? (
        <p className="inspector-note" role="alert">
          {failureText(log.failure, locale)}
        </p>
      ) : null}
      {log.lines.length === 0 && !log.failure ? <p className="inspector-note">{t.empty}</p> : null}
      <Lines lines={found} follow={follow} onFollow={setFollow} />
      <p className="logs-foot">
        <span>{wanted ? t.hits(number(found.length, locale), count) : t.lines(count)}</span>
        {log.over ? <span>{t.over}</span> : null}
      </p>
    </div>
  );
}
