'use client';
import { useMemo } from 'react';
import { useTexts } from '@/components/ui/locale';
import { stageTexts } from '@/lib/i18n/stage';
import { MiniRoom } from './mini-room';
import { groupPods } from './model/density';
import { Room } from './room';
import { useNow } from './selectors';
import { useStageState } from './source';

/** Thirteen pods and more: what needs a look in full size on top, the quiet ones small. */
export function Crowd({ uids }: { uids: string[] }) {
  const t = useTexts(stageTexts).actual;
  const now = useNow();
  const stageState = useStageState();
  // Read once a second and when pods come or go, not at each change: rooms must not wander while one looks at them.
  const groups = useMemo(() => {
    const pods = stageState().view?.pods ?? {};
    return groupPods(
      uids.flatMap((uid) => pods[uid] ?? []),
      now,
    );
  }, [uids, now, stageState]);
  const odd = groups.odd.length + groups.oddSmall.length;
  return (
    <>
      {odd > 0 ? (
        <>
          <h4 className="stage-group">
            {t.odd} <span>{t.pods(odd)}</span>
          </h4>
          <div className="stage-rooms">
            {groups.odd.map((uid) => (
              <Room key={uid} uid={uid} density="compact" />
            ))}
          </div>
          <div className="stage-minis">
            {groups.oddSmall.map((uid) => (
              <MiniRoom key={uid} uid={uid} />
            ))}
          </div>
        </>
      ) : null}
      {groups.quiet.length > 0 ? (
        <>
          <h4 className="stage-group">
            {t.quiet} <span>{t.byName(groups.quiet.length)}</span>
          </h4>
          <div className="stage-minis">
            {groups.quiet.map((uid) => (
              <MiniRoom key={uid} uid={uid} />
            ))}
          </div>
        </>
      ) : null}
    </>
  );
}
