'use client';
import { useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useTexts } from '@/components/ui/locale';
import { stageTexts } from '@/lib/i18n/stage';
import { Crowd } from './crowd';
import { densityOf } from './model/density';
import { baseName } from './model/names';
import { Ground, Roof } from './roof-and-ground';
import { PlannedRoom, Room } from './room';
import { useLit, usePodUids, useView } from './selectors';
import { useStageLab } from './source';
import { useArrivals } from './use-arrivals';
import { useRoving } from './use-roving';

function PlannedPod({ uid }: { uid: string }) {
  const name = useView((view) => view.pods[uid]?.name) ?? '';
  return <PlannedRoom name={name} lit={useLit(uid) !== ''} />;
}

/** Pods of files that no kubelet has read: known by their name only. */
function useUnreadPods(): string[] {
  return useStageLab(
    useShallow((state) => {
      const view = state.view;
      if (!view) return [];
      const known = new Set(Object.values(view.pods).map((pod) => pod.baseName));
      return Object.values(view.manifests)
        .filter((manifest) => manifest.state === 'unread' && manifest.podName)
        .map((manifest) => baseName(manifest.podName ?? '', view.node.name))
        .filter((name) => !known.has(name))
        .map((name) => `${name}-${view.node.name}`);
    }),
  );
}

function Walls() {
  const t = useTexts(stageTexts).actual;
  const { built, planned } = usePodUids();
  const unread = useUnreadPods();
  const still = useArrivals(built);
  const density = densityOf(built.length);
  const walls = useRef<HTMLDivElement>(null);
  useRoving(walls);
  return (
    <div className="stage-walls" data-density={density} data-still={still ? '' : undefined} ref={walls}>
      {density === 'compact' ? (
        <Crowd uids={built} />
      ) : built.length > 0 ? (
        <div className="stage-rooms">
          {built.map((uid) => (
            <Room key={uid} uid={uid} density={density} />
          ))}
        </div>
      ) : planned.length + unread.length === 0 ? (
        <p className="stage-empty">{t.empty}</p>
      ) : null}
      {planned.map((uid) => (
        <PlannedPod key={uid} uid={uid} />
      ))}
      {unread.map((name) => (
        <PlannedRoom key={name} name={name} lit={false} />
      ))}
    </div>
  );
}

/** Ist: the node as a house, with what really runs in it. */
export function Ist() {
  const t = useTexts(stageTexts).actual;
  const engine = useView((view) => view.engine.state);
  return (
    <section className="stage-band stage-ist" aria-label={t.title} data-engine={engine}>
      <header>
        <h3>{t.title}</h3>
        <span className="stage-sub">{t.sub}</span>
      </header>
      <div className="stage-house">
        <Roof />
        <Walls />
        <Ground />
      </div>
    </section>
  );
}
