'use client';
import { memo } from 'react';
import { useTexts } from '@/components/ui/locale';
import { StateMark } from '@/components/ui/state-mark';
import { stageTexts } from '@/lib/i18n/stage';
import type { PodView } from '@/lib/protocol/view';
import { ContainerBlock, DeadLine } from './container-block';
import { Grace } from './countdown';
import { Foundation } from './foundation';
import { InspectButton } from './inspect-button';
import { deadInstance } from './model/containers';
import type { Density } from './model/density';
import { SANDBOX } from './model/names';
import { appContainers, podMark, restartsOf } from './model/pods';
import { roomName } from './model/room-name';
import { RoomFrame } from './room-frame';
import { useLit, usePod } from './selectors';
import { Stair } from './stair';

function PodFacts({ pod }: { pod: PodView }) {
  const t = useTexts(stageTexts).actual.facts;
  const ports = pod.ports
    .map((port) => [`${port.containerPort}/${port.protocol}`, port.name].filter(Boolean).join(' '))
    .join(', ');
  return (
    <dl className="stage-facts pod">
      <div>
        <dt>{t.ports}</dt>
        <dd>{ports || t.none}</dd>
      </div>
      <div>
        <dt>{t.restarts}</dt>
        <dd>{restartsOf(pod)}</dd>
      </div>
      <div>
        <dt>{t.qos}</dt>
        <dd>{pod.qosClass}</dd>
      </div>
    </dl>
  );
}

/** One pod as a room: name, phase and address above, containers in the space, the pause container as the foundation. */
export const Room = memo(function Room({ uid, density }: { uid: string; density: Density }) {
  const t = useTexts(stageTexts);
  const pod = usePod(uid);
  const lit = useLit(uid);
  if (!pod) return null;
  const roomy = density === 'one' || density === 'two';
  const mark = podMark(pod, t.actual);
  const deadSandbox = pod.sandbox ? deadInstance(pod.sandbox) : undefined;
  return (
    <RoomFrame className={lit === '*' ? 'stage-room stage-lit' : 'stage-room'} label={roomName(pod, t)} pod={pod.name}>
      <header>
        <span className="stage-room-name" title={pod.name}>
          {pod.name}
          <InspectButton thing={{ kind: 'pod', podUid: uid }} name={`Pod ${pod.name}`} stop />
        </span>
        <StateMark mark={mark} bare title={pod.status?.message} />
        {density === 'compact' ? null : <span className="stage-ip">{pod.ip}</span>}
        {pod.terminating && pod.killAt !== undefined ? <Grace killAt={pod.killAt} /> : null}
      </header>
      {roomy ? <PodFacts pod={pod} /> : null}
      <div className="stage-space">
        {deadSandbox ? (
          <DeadLine
            instance={deadSandbox}
            pod={pod.name}
            container={SANDBOX}
            text={t.actual.deadPause(deadSandbox.attempt, deadSandbox.exitCode)}
          />
        ) : null}
        <Stair pod={pod} lit={lit} />
        <div className="stage-slots">
          {appContainers(pod).map((container) => (
            <ContainerBlock
              key={`${container.name}/${container.attempt}`}
              container={container}
              uid={uid}
              pod={pod.name}
              lit={lit === container.name}
              roomy={roomy}
            />
          ))}
        </div>
      </div>
      {pod.sandbox ? (
        <Foundation
          key={pod.sandbox.attempt}
          sandbox={pod.sandbox}
          uid={uid}
          pod={pod.name}
          baseName={pod.baseName}
          ip={density === 'compact' ? pod.ip : ''}
          lit={lit === SANDBOX}
        />
      ) : null}
    </RoomFrame>
  );
});

/** A pod that is only wanted: a dashed strip until its sandbox exists. */
export const PlannedRoom = memo(function PlannedRoom({ name, lit }: { name: string; lit: boolean }) {
  const t = useTexts(stageTexts).actual;
  return (
    <RoomFrame
      className={lit ? 'stage-room plan stage-lit' : 'stage-room plan'}
      label={`Pod ${name}, ${t.planned}.`}
      pod={name}
    >
      <span className="stage-room-name">{name}</span>
      <StateMark mark={{ state: 'desired', icon: 'circle-dashed', word: t.planned }} bare />
    </RoomFrame>
  );
});
