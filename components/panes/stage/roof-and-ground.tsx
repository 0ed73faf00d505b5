'use client';
import { useShallow } from 'zustand/react/shallow';
import { Icon } from '@/components/ui/icon';
import { useTexts } from '@/components/ui/locale';
import { StateMark } from '@/components/ui/state-mark';
import { stageTexts } from '@/lib/i18n/stage';
import { InspectButton } from './inspect-button';
import { countInstances } from './model/pods';
import { useView } from './selectors';
import { useStageLab } from './source';

/** The node's name and whether it is Ready. */
export function Roof() {
  const t = useTexts(stageTexts).actual;
  const name = useView((view) => view.node.name) ?? '';
  const ready = useView((view) => view.node.ready) ?? false;
  const reason = useView((view) => view.node.reason);
  return (
    <div className="stage-roof">
      <svg preserveAspectRatio="none" viewBox="0 0 400 34" aria-hidden="true">
        <path d="M0 34 L24 3 H376 L400 34 Z" />
      </svg>
      <span className="stage-sign" title={reason || undefined} data-testid="node" data-ready={ready}>
        <span>{t.node(name)}</span>
        <StateMark
          mark={
            ready
              ? { state: 'running', icon: 'circle-check', word: 'Ready' }
              : { state: 'failed', icon: 'circle-x', word: 'NotReady' }
          }
        />
        <InspectButton thing={{ kind: 'node' }} name={t.node(name)} />
      </span>
    </div>
  );
}

/** The engine that everything stands on, and how much does. */
export function Ground() {
  const t = useTexts(stageTexts).engine;
  const engine = useView((view) => view.engine);
  const counts = useStageLab(useShallow((state) => countInstances(Object.values(state.view?.pods ?? {}))));
  if (!engine) return null;
  const name = {
    connecting: t.connecting,
    unavailable: engine.brokerAway ? t.brokerUnavailable : t.unavailable,
    available: engine.runtime === 'memory' ? t.memory : t.docker(engine.version),
  }[engine.state];
  return (
    <div className="stage-ground" data-engine={engine.state}>
      <Icon name={engine.state === 'unavailable' ? 'server-off' : 'server'} size={12} />
      <span>{name}</span>
      <span className="grow" />
      <span>{t.counts(counts.running, counts.starting, counts.exited)}</span>
    </div>
  );
}
