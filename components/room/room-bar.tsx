'use client';
// What a workshop adds to the workbench, below the rail. Shown only where the server has said that there is a room.
import { useRoom } from '@/components/state/room-store';
import type { Place } from '@/lib/protocol/room';
import type { Course } from '@/lib/room/course';
import { LookBar } from './look-bar';
import { PlainBanner } from './plain-banner';
import { SeatBar } from './seat-bar';
import { TrainerBar } from './trainer-bar';
import './room.css';

interface RoomBarProps {
  course: Course;
  here: Place;
}

export function RoomBar({ course, here }: RoomBarProps) {
  const view = useRoom((state) => state.view);
  const look = useRoom((state) => state.look);
  if (!view) return null;
  return (
    <>
      <PlainBanner />
      {view.seat ? (
        <SeatBar view={view} seat={view.seat} course={course} here={here} />
      ) : look ? (
        <LookBar look={look} shows={view.shows} here={here} />
      ) : (
        <TrainerBar view={view} here={here} />
      )}
    </>
  );
}
