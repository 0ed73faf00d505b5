'use client';
import { type MouseEvent, useState } from 'react';
import { request } from '@/components/client';
import { useLab } from '@/components/state/lab-store';
import { Icon } from '@/components/ui/icon';
import { useLocale } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import type { Failure } from '@/lib/protocol/events';
import { shortId } from './model/names';
import { showNote } from './stage-note';

interface KillButtonProps {
  containerId: string;
  /** What it will do, for the tooltip and for screen readers. */
  label: string;
}

/** People know containers by the twelve figures that docker ps shows. */
const withShortId = ({ code, facts }: Failure): Failure => ({
  code,
  facts: typeof facts.container === 'string' ? { ...facts, container: shortId(facts.container) } : facts,
});

/** Ends one running container with the command that could be typed, and shows that command. */
export function KillButton({ containerId, label }: KillButtonProps) {
  const locale = useLocale();
  const online = useLab((state) => state.connection === 'online');
  const [asked, setAsked] = useState(false);
  if (!online) return null;
  const kill = async (event: MouseEvent<HTMLButtonElement>) => {
    // The button goes with the container; the room keeps the keyboard's place.
    const room = event.currentTarget.closest<HTMLElement>('[role="group"]');
    setAsked(true);
    const answer = await request('container:kill', { id: crypto.randomUUID(), containerId });
    setAsked(false);
    if (answer.ok) {
      showNote({ kind: 'command', text: answer.value.command });
      room?.focus({ preventScroll: true });
    } else showNote({ kind: 'failure', text: failureText(withShortId(answer.error), locale) });
  };
  return (
    <button
      type="button"
      className="stage-kill"
      aria-label={label}
      title={label}
      aria-disabled={asked}
      onClick={asked ? undefined : kill}
    >
      <Icon name="zap" />
    </button>
  );
}
