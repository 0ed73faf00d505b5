'use client';
// Where people are, in words, and the way there.
import { useRouter } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { useLocale, useTexts } from '@/components/ui/locale';
import { memberTexts } from '@/lib/i18n/room/member';
import type { Place } from '@/lib/protocol/room';
import { type Course, type CoursePlace, coursePlaces, findPlace } from '@/lib/room/course';

export const usePlaces = (course: Course): CoursePlace[] => useMemo(() => coursePlaces(course), [course]);

/** Path of a place's page. */
export const placeHref = (locale: string, { lesson, step }: Place): string => `/${locale}/lessons/${lesson}/${step}`;

export function useGo(): (place: Place) => void {
  const router = useRouter();
  const locale = useLocale();
  return useCallback((place: Place) => router.push(placeHref(locale, place)), [router, locale]);
}

/** Lesson and step by their titles. */
export function usePlaceName(places: readonly CoursePlace[]): (place: Place) => string {
  const t = useTexts(memberTexts).leader;
  return (place) => {
    const known = findPlace(places, place);
    return known ? t.step(known.lessonTitle, known.title) : t.unknown;
  };
}
