'use client';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { useRoom } from '@/components/state/room-store';
import type { CourseLesson } from './course';

const RoomBar = dynamic(() => import('@/components/room/room-bar').then((module) => module.RoomBar), { ssr: false });

/** The workshop's bar, once the server has said that there is one; in self-study its code is never fetched. */
export function RoomSlot({ course, lesson, step }: { course: CourseLesson[]; lesson: string; step: string }) {
  const inRoom = useRoom((state) => state.view !== null);
  const here = useMemo(() => ({ lesson, step }), [lesson, step]);
  return inRoom && step !== '' ? <RoomBar course={course} here={here} /> : null;
}
