'use client';
import { type RefObject, useEffect, useRef } from 'react';

/** Focuses an element once, when it appears because of something the person did. */
export function useFirstFocus<T extends HTMLElement>(): RefObject<T | null> {
  const element = useRef<T>(null);
  useEffect(() => element.current?.focus(), []);
  return element;
}
