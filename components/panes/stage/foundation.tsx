'use client';
import { memo } from 'react';
import { Icon } from '@/components/ui/icon';
import { useTexts } from '@/components/ui/locale';
import { stageTexts } from '@/lib/i18n/stage';
import type { PodView } from '@/lib/protocol/view';
import { WaitText } from './countdown';
import { InspectButton } from './inspect-button';
import { useSelected } from './inspector/subject';
import { containerMark, currentInstance } from './model/containers';
import { SANDBOX, shortId } from './model/names';

interface FoundationProps {
  sandbox: NonNullable<PodView['sandbox']>;
  uid: string;
  pod: string;
  baseName: string;
  /** Address, where the room's head has no place for it. */
  ip: string;
  lit: boolean;
}

/** What the pause container does now; its wait, if the kubelet holds back from making a new one. */
function FoundationWord({ sandbox, ip }: Pick<FoundationProps, 'sandbox' | 'ip'>) {
  const t = useTexts(stageTexts);
  switch (sandbox.state) {
    case 'running':
      return ip || t.actual.holdsAddress;
    case 'exited':
      return t.actual.pauseDead(currentInstance(sandbox)?.exitCode ?? 0);
    case 'waiting':
      return sandbox.waitUntil === undefined ? sandbox.reason : <WaitText container={sandbox} />;
    case 'starting':
    case 'created':
      return t.actual.pauseStarts;
    case 'planned':
    case 'terminating':
    case 'unknown':
      return containerMark(sandbox, t.word).word;
  }
}

/** The pause container: what the room stands on. */
export const Foundation = memo(function Foundation({ sandbox, uid, pod, baseName, ip, lit }: FoundationProps) {
  const t = useTexts(stageTexts);
  const mark = containerMark(sandbox, t.word);
  const selected = useSelected(uid, SANDBOX);
  const instance = currentInstance(sandbox);
  return (
    <div
      className={['stage-base', lit ? 'stage-lit' : '', selected ? 'stage-selected' : ''].filter(Boolean).join(' ')}
      data-st={mark.state}
      data-pod={pod}
      data-container={SANDBOX}
      data-state={sandbox.state}
      data-attempt={sandbox.attempt}
      title={instance ? shortId(instance.id) : undefined}
    >
      <Icon name={sandbox.state === 'running' ? 'anchor' : mark.icon} size={12} spin={mark.spin} />
      <b>pause</b>
      {sandbox.attempt > 0 ? <span className="stage-attempt">{sandbox.attempt}</span> : null}
      <span className="stage-sub">
        <FoundationWord sandbox={sandbox} ip={ip} />
      </span>
      <InspectButton
        thing={{ kind: 'container', podUid: uid, container: SANDBOX }}
        name={`${baseName}: ${t.name.pause(sandbox.attempt, mark.word)}`}
        stop
      />
    </div>
  );
});
