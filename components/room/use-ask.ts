'use client';
import { useCallback, useState } from 'react';
import { askRoom } from '@/components/client';
import { useLocale } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import type { RoomEvent, RoomPayload } from '@/lib/protocol/room';

interface Asking {
  /** A sentence about the last wish that was not granted, '' for none. */
  failure: string;
  forget(): void;
  /** Resolves with whether it was done. */
  ask<E extends RoomEvent>(event: E, payload: RoomPayload<E>): Promise<boolean>;
}

/** Asks something of the room and keeps the sentence when it is refused. */
export function useAsk(): Asking {
  const locale = useLocale();
  const [failure, setFailure] = useState('');
  const ask = useCallback<Asking['ask']>(
    async (event, payload) => {
      setFailure('');
      const answer = await askRoom(event, payload);
      if (!answer.ok) setFailure(failureText(answer.error, locale));
      return answer.ok;
    },
    [locale],
  );
  return { failure, forget: useCallback(() => setFailure(''), []), ask };
}
