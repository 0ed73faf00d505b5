'use client';
import { Icon } from '@/components/ui/icon';
import { useTexts } from '@/components/ui/locale';
import { stageTexts } from '@/lib/i18n/stage';
import type { PodView } from '@/lib/protocol/view';
import { WaitText } from './countdown';
import { InspectButton } from './inspect-button';
import { containerMark } from './model/containers';
import { initContainers } from './model/pods';

/** Init containers as steps before the door, one tread each: they are climbed in this order, and a done one is filled. */
export function Stair({ pod, lit }: { pod: PodView; lit: string }) {
  const t = useTexts(stageTexts);
  const steps = initContainers(pod);
  if (steps.length === 0) return null;
  return (
    <ol className="stage-stair" aria-label={t.actual.stair}>
      {steps.map((container) => {
        const mark = containerMark(container, t.word);
        return (
          <li
            key={container.name}
            className={lit === container.name ? 'stage-tread stage-lit' : 'stage-tread'}
            data-st={mark.state}
            data-pod={pod.name}
            data-container={container.name}
            data-state={container.state}
            data-attempt={container.attempt}
            title={container.message || undefined}
          >
            <Icon name={mark.icon} size={12} spin={mark.spin} />
            <b>{container.name}</b>
            <span>
              {container.state === 'waiting' && container.waitUntil !== undefined ? (
                <WaitText container={container} />
              ) : (
                mark.word
              )}
            </span>
            <InspectButton
              thing={{ kind: 'container', podUid: pod.uid, container: container.name }}
              name={t.name.container(container.name, container.attempt, mark.word)}
              stop
            />
          </li>
        );
      })}
    </ol>
  );
}
