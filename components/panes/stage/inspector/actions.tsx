'use client';
// Chaos on demand, at the inspector's foot: buttons, what they would run, and what became of it.
import { useState } from 'react';
import { Icon } from '@/components/ui/icon';
import { InlineText } from '@/components/ui/inline-text';
import { useLocale, useTexts } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import { inspectorTexts } from '@/lib/i18n/stage';
import type { ContainerView } from '@/lib/protocol/view';
import { type Deed, useContainerDeeds, useHindrance, useNodeDeeds, withShortId } from './deeds';
import type { Subject } from './subject';

/** The foot of the inspector. */
export function Actions({ subject }: { subject: Subject }) {
  if (subject.kind === 'container') return <ContainerActions container={subject.container} />;
  return subject.kind === 'node' || subject.kind === 'kubelet' ? <NodeActions /> : null;
}

const ContainerActions = ({ container }: { container: ContainerView }) => <Foot deeds={useContainerDeeds(container)} />;

function NodeActions() {
  const t = useTexts(inspectorTexts).act;
  return <Foot deeds={useNodeDeeds()} note={t.engineNote} />;
}

type Said = { bad: boolean; text: string; more?: string };

function Foot({ deeds, note = '' }: { deeds: Deed[]; note?: string }) {
  const t = useTexts(inspectorTexts).act;
  const locale = useLocale();
  const forAll = useHindrance();
  const [doing, setDoing] = useState('');
  const [pointed, setPointed] = useState('');
  const [said, setSaid] = useState<Said | null>(null);
  const act = async (deed: Deed) => {
    setDoing(deed.key);
    setSaid(null);
    const answer = await deed.run();
    setDoing('');
    setSaid(
      answer.ok
        ? { bad: false, text: answer.value.command, more: answer.value.survived ? t.survived : '' }
        : { bad: true, text: failureText(withShortId(answer.error), locale) },
    );
  };
  const able = deeds.filter(({ needs }) => !needs && !forAll);
  const shown = able.find(({ key }) => key === pointed) ?? able[0];
  const needs = forAll ? [forAll] : [...new Set(deeds.flatMap((deed) => deed.needs ?? []))];
  return (
    <footer className="inspector-acts">
      <div className="inspector-buttons">
        {deeds.map((deed) => {
          const disabled = Boolean(forAll ?? deed.needs) || doing !== '';
          return (
            <button
              key={deed.key}
              type="button"
              className="btn line"
              data-act={deed.key}
              aria-disabled={disabled}
              title={forAll ?? deed.needs?.replaceAll('`', '')}
              onPointerEnter={() => setPointed(deed.key)}
              onFocus={() => setPointed(deed.key)}
              onClick={disabled ? undefined : () => void act(deed)}
            >
              <Icon name={doing === deed.key ? 'loader' : deed.icon} spin={doing === deed.key} />
              {deed.label}
            </button>
          );
        })}
      </div>
      {needs.map((text) => (
        <p key={text}>
          <InlineText text={text} />
        </p>
      ))}
      {said?.more ? <p role="status">{said.more}</p> : null}
      {note && able.length > 0 ? <p>{note}</p> : null}
      <p role="status" className="inspector-said" data-bad={said?.bad ? '' : undefined}>
        {said ? (
          said.bad ? (
            said.text
          ) : (
            <code>{`${t.ran} ${said.text}`}</code>
          )
        ) : shown ? (
          <code>$ {shown.command}</code>
        ) : null}
      </p>
    </footer>
  );
}
