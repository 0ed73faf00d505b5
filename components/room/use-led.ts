'use client';
// Whom the trainer leads, and how the board knows where everybody is.
import { useEffect, useRef } from 'react';
import { askRoom } from '@/components/client';
import { useLab } from '@/components/state/lab-store';
import { actsHere, useRoom } from '@/components/state/room-store';
import type { Place } from '@/lib/protocol/room';
import { samePlace } from '@/lib/room/course';
import { whereTo } from '@/lib/room/following';
import { useGo } from './use-room-place';

/** Turns the page when the trainer goes on, for whoever follows. */
export function useLed(follows: boolean, here: Place): void {
  const position = useRoom((state) => state.view?.position ?? null);
  const positionNumber = useRoom((state) => state.view?.positionNumber ?? -1);
  const go = useGo();
  useEffect(() => {
    const place = whereTo({ follows, position, positionNumber, seen: useRoom.getState().positionSeen, here });
    useRoom.setState({ positionSeen: positionNumber });
    if (place) go(place);
  }, [follows, position, positionNumber, here, go]);
}

/** Turns the page when the person that is looked at does; in between the trainer may look around. */
export function useTheirPlace(place: Place | null, here: Place): void {
  const go = useGo();
  const seen = useRef<Place>(null);
  useEffect(() => {
    if (!place || samePlace(place, seen.current)) return;
    seen.current = place;
    if (!samePlace(place, here)) go(place);
  }, [place, here, go]);
}

/** Tells the board where one is; again after each new connection. A browser that only looks on does not. */
export function useTellPlace({ lesson, step }: Place): void {
  const acts = useRoom(actsHere);
  const connected = useLab((state) => state.connection !== 'offline') && acts;
  const told = useRef('');
  useEffect(() => {
    if (!connected) told.current = '';
    const key = `${lesson}/${step}`;
    if (!connected || told.current === key) return;
    told.current = key;
    void askRoom('room:at', { lesson, step });
  }, [connected, lesson, step]);
}
