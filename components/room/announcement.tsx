'use client';
import { Copy, Megaphone, Terminal, X } from 'lucide-react';
import { useState } from 'react';
import { typeIntoTerminal } from '@/components/client';
import { useWorkbench } from '@/components/state/workbench-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import { memberTexts } from '@/lib/i18n/room/member';
import type { Announcement } from '@/lib/protocol/room';
import { useCopy } from './use-copy';

const KEY = 'kulissen_announcement';

interface Shown {
  announcement: Announcement | null;
  /** There is one, and it was put away. */
  hidden: boolean;
  hide(): void;
  show(): void;
}

const keyOf = ({ number, at }: Announcement): string => `${number} ${at}`;

/** The last announcement until it is put away in this tab; a new one shows again. */
export function useAnnouncement(announcement: Announcement | null): Shown {
  const [away, setAway] = useState(() => sessionStorage.getItem(KEY) ?? '');
  const put = (key: string) => {
    sessionStorage.setItem(KEY, key);
    setAway(key);
  };
  // An announcement without words takes the one before it back.
  const said = announcement && (announcement.text || announcement.snippet) ? announcement : null;
  return {
    announcement: said,
    hidden: said !== null && keyOf(said) === away,
    hide: () => said && put(keyOf(said)),
    show: () => put(''),
  };
}

export function AnnouncementBanner({ shown }: { shown: Shown }) {
  const t = useTexts(memberTexts).announcement;
  const { announcement, hidden, hide } = shown;
  return (
    <div role="status">
      {announcement && !hidden ? (
        <article className="room-say" data-testid="announcement" aria-label={t.label}>
          <Megaphone className="i s16" aria-hidden="true" />
          <div>
            <p>{announcement.text}</p>
            {announcement.snippet ? <Snippet text={announcement.snippet} /> : null}
          </div>
          <button type="button" className="btn icon" aria-label={t.dismiss} title={t.dismiss} onClick={hide}>
            <X className="i s16" aria-hidden="true" />
          </button>
        </article>
      ) : null}
    </div>
  );
}

/** To be copied, or typed into the terminal on top without pressing Enter: whoever runs it decides to. */
function Snippet({ text }: { text: string }) {
  const all = useTexts(memberTexts);
  const t = all.announcement;
  const locale = useLocale();
  const terminal = useWorkbench((state) => state.activeTerminal);
  const { said, copy } = useCopy(all.seat);
  const [failure, setFailure] = useState('');
  const oneLine = !text.trim().includes('\n');
  const type = async () => {
    if (terminal === null) return;
    const answer = await typeIntoTerminal(terminal, text.trim());
    setFailure(answer.ok ? t.typed : failureText(answer.error, locale));
  };
  return (
    <figure className="room-snippet">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{text}</pre>
      <figcaption>
        <button type="button" className="btn text" onClick={() => copy(text)}>
          <Copy className="i s12" aria-hidden="true" />
          {t.copy}
        </button>
        {oneLine && terminal !== null ? (
          <button type="button" className="btn text" onClick={() => void type()}>
            <Terminal className="i s12" aria-hidden="true" />
            {t.type}
          </button>
        ) : null}
        <span role="status">{said || failure}</span>
      </figcaption>
    </figure>
  );
}
