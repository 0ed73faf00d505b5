'use client';
import { useTexts } from '@/components/ui/locale';
import { memberTexts } from '@/lib/i18n/room/member';
import type { Place } from '@/lib/protocol/room';
import { Rebuild } from './catch-up';
import { goBack, useOwnState } from './own-state';
import { useGo } from './use-room-place';

/** After catching up: the way back to one's own state. */
export function GoBack({ name }: { name(place: Place): string }) {
  const { catchUp: t } = useTexts(memberTexts);
  const kept = useOwnState((state) => state.kept);
  const go = useGo();
  if (!kept) return null;
  const files = Object.keys(kept.files).join(', ') || t.noFiles;
  return (
    <Rebuild
      button={t.back}
      testId="go-back"
      title={t.backTitle}
      sentences={[t.backGoes(name(kept.place), files), t.backStays]}
      action={t.backConfirm}
      run={async () => {
        const failure = await goBack(kept);
        if (failure === null) go(kept.place);
        return failure;
      }}
    />
  );
}
