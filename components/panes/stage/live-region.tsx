'use client';
import { useEffect, useState } from 'react';
import { serverNow, useLab } from '@/components/state/lab-store';
import { useLocale } from '@/components/ui/locale';
import { subscribeTick } from '@/components/ui/use-tick';
import { ANNOUNCE_MS, announcement, countdownAnnouncement } from './model/announce';

/** Polite, at most one message in two seconds, the latest wins. */
export function LiveRegion() {
  const locale = useLocale();
  const [text, setText] = useState('');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waiting = '';
    const flush = () => {
      timer = undefined;
      if (!waiting) return;
      setText(waiting);
      waiting = '';
      timer = setTimeout(flush, ANNOUNCE_MS);
    };
    const say = (message: string) => {
      if (!message) return;
      waiting = message;
      if (timer === undefined) flush();
    };
    const stopChanges = useLab.subscribe((state, before) => {
      if (state.view && state.view !== before.view && state.epoch === before.epoch)
        say(announcement(before.view, state.view, locale));
    });
    const stopTicks = subscribeTick(1000, () => {
      const { view, connection } = useLab.getState();
      if (view && connection === 'online') say(countdownAnnouncement(view, locale, serverNow()));
    });
    return () => {
      stopChanges();
      stopTicks();
      clearTimeout(timer);
    };
  }, [locale]);
  return (
    <div className="sr" aria-live="polite" data-testid="stage-live">
      {text}
    </div>
  );
}
