'use client';
import { memo } from 'react';
import { Icon } from '@/components/ui/icon';
import { useLocale, useTexts } from '@/components/ui/locale';
import { StateWord } from '@/components/ui/state-mark';
import { duration } from '@/lib/i18n/format';
import { stageTexts } from '@/lib/i18n/stage';
import type { ContainerView, InstanceView } from '@/lib/protocol/view';
import { BackOff } from './countdown';
import { InspectButton } from './inspect-button';
import { useSelected } from './inspector/subject';
import { containerMark, currentInstance, deadInstance } from './model/containers';
import { shortId } from './model/names';

interface DeadLineProps {
  instance: InstanceView;
  pod: string;
  container: string;
  text: string;
}

/** The last dead instance: a plain line, never a second box. */
export function DeadLine({ instance, pod, container, text }: DeadLineProps) {
  const failed = instance.exitCode !== 0;
  return (
    <div
      className="stage-dead"
      data-st={failed ? 'failed' : 'succeeded'}
      data-pod={pod}
      data-container={container}
      data-state={instance.state}
      data-attempt={instance.attempt}
      title={shortId(instance.id)}
    >
      <Icon name={failed ? 'circle-x' : 'flag'} size={12} />
      <span>{text}</span>
    </div>
  );
}

function Facts({ container, dead }: { container: ContainerView; dead: InstanceView | undefined }) {
  const t = useTexts(stageTexts).actual.facts;
  const locale = useLocale();
  const instance = currentInstance(container);
  const ran = dead?.startedAt && dead.finishedAt ? dead.finishedAt - dead.startedAt : undefined;
  return (
    <dl className="stage-facts">
      {instance ? (
        <>
          <dt>{t.id}</dt>
          <dd className="mono">{shortId(instance.id)}</dd>
        </>
      ) : null}
      {container.ready ? null : (
        <>
          <dt>{t.ready}</dt>
          <dd>{t.notYet}</dd>
        </>
      )}
      {ran === undefined ? null : (
        <>
          <dt>{t.before}</dt>
          <dd>{t.ran(duration(ran, locale))}</dd>
        </>
      )}
    </dl>
  );
}

interface ContainerBlockProps {
  container: ContainerView;
  /** Of the pod. */
  uid: string;
  /** Full pod name. */
  pod: string;
  lit: boolean;
  /** Rooms are wide enough for image, id and the like. */
  roomy: boolean;
}

/** One app container: name and attempt, state, then image or countdown; its last dead instance stands above it. */
export const ContainerBlock = memo(function ContainerBlock({ container, uid, pod, lit, roomy }: ContainerBlockProps) {
  const t = useTexts(stageTexts);
  const mark = containerMark(container, t.word);
  const dead = deadInstance(container);
  const selected = useSelected(uid, container.name);
  const waits = container.state === 'waiting' && container.waitUntil !== undefined;
  return (
    <div className="stage-slot">
      {dead ? (
        <DeadLine
          instance={dead}
          pod={pod}
          container={container.name}
          text={t.actual.dead(dead.attempt, dead.exitCode)}
        />
      ) : null}
      <div
        className={['stage-block', lit ? 'stage-lit' : '', selected ? 'stage-selected' : ''].filter(Boolean).join(' ')}
        data-st={mark.state}
        data-pod={pod}
        data-container={container.name}
        data-state={container.state}
        data-attempt={container.attempt}
        title={container.message || undefined}
      >
        <div className="stage-block-name">
          <span>{container.name}</span>
          <span className="stage-attempt">{roomy ? t.actual.attempt(container.attempt) : container.attempt}</span>
        </div>
        <div className="stage-word">
          <Icon name={mark.icon} size={12} spin={mark.spin} />
          <StateWord word={mark.word} />
        </div>
        {waits ? (
          <BackOff container={container} />
        ) : roomy ? (
          <div className="stage-line stage-image">{container.image}</div>
        ) : null}
        {roomy ? <Facts container={container} dead={dead} /> : null}
        <InspectButton
          thing={{ kind: 'container', podUid: uid, container: container.name }}
          name={t.name.container(container.name, container.attempt, mark.word)}
          stop
        />
      </div>
    </div>
  );
});
