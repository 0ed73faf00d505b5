'use client';
import { memo } from 'react';
import { Icon } from '@/components/ui/icon';
import { useTexts } from '@/components/ui/locale';
import { stageTexts } from '@/lib/i18n/stage';
import { InspectButton } from './inspect-button';
import { containerMark } from './model/containers';
import { SANDBOX } from './model/names';
import { appContainers, readyCount } from './model/pods';
import { roomName } from './model/room-name';
import { RoomFrame } from './room-frame';
import { usePod } from './selectors';

/** A pod among many: an icon per container, its name, how many are ready, and the foundation as a line. */
export const MiniRoom = memo(function MiniRoom({ uid }: { uid: string }) {
  const t = useTexts(stageTexts);
  const pod = usePod(uid);
  if (!pod) return null;
  return (
    <RoomFrame className="stage-mini" label={roomName(pod, t)} pod={pod.name} title={pod.name}>
      {appContainers(pod).map((container) => {
        const mark = containerMark(container, t.word);
        return (
          <span
            key={container.name}
            className="st bare"
            data-st={mark.state}
            data-pod={pod.name}
            data-container={container.name}
            data-state={container.state}
            data-attempt={container.attempt}
          >
            <Icon name={mark.icon} size={12} />
          </span>
        );
      })}
      <InspectButton thing={{ kind: 'pod', podUid: uid }} name={`Pod ${pod.name}`} stop />
      <b>{pod.baseName}</b>
      <small>{readyCount(pod)}</small>
      {pod.sandbox ? (
        <i
          data-pod={pod.name}
          data-container={SANDBOX}
          data-state={pod.sandbox.state}
          data-attempt={pod.sandbox.attempt}
        />
      ) : null}
    </RoomFrame>
  );
});
