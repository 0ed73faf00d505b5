'use client';
import { Icon, type IconName } from '@/components/ui/icon';
import { useLocale, useTexts } from '@/components/ui/locale';
import { clockTime } from '@/lib/i18n/format';
import { inspectorTexts } from '@/lib/i18n/stage';
import type { DecisionView } from '@/lib/protocol/view';
import { inOrder } from '../model/decisions';
import { SANDBOX } from '../model/names';
import { logLine } from '../model/told';
import { useNodeName, useNow, useView } from '../selectors';
import type { Subject } from './subject';

const ICONS: Record<DecisionView['kind'], IconName> = {
  observed: 'eye',
  decided: 'scale',
  done: 'hammer',
  failed: 'circle-x',
};

const concerns = (decision: DecisionView, subject: Subject): boolean => {
  if (subject.kind === 'pod') return decision.podUid === subject.pod.uid;
  if (subject.kind !== 'container') return subject.kind === 'kubelet';
  return decision.podUid === subject.pod.uid && (decision.container || SANDBOX) === subject.container.name;
};

/** Everything that was seen, decided and done about it, newest first. */
export function Events({ subject }: { subject: Subject }) {
  const t = useTexts(inspectorTexts).events;
  const locale = useLocale();
  const now = useNow();
  const node = useNodeName();
  const decisions = useView((view) => view.decisions) ?? {};
  const rows = inOrder(decisions)
    .filter((decision) => concerns(decision, subject))
    .reverse()
    .flatMap((decision) => {
      const line = logLine(decision, node, locale, now);
      return line ? [{ ...line, decision }] : [];
    });
  if (rows.length === 0) return <p className="inspector-note">{t.none}</p>;
  return (
    <ul className="inspector-events">
      {rows.map(({ decision, subject: who, text }) => (
        <li key={decision.seq} data-st={decision.kind === 'failed' ? 'failed' : undefined}>
          <time>{clockTime(decision.at, locale)}</time>
          <Icon name={ICONS[decision.kind]} size={12} />
          <span>
            <b>{who}</b> {text}
          </span>
        </li>
      ))}
    </ul>
  );
}
