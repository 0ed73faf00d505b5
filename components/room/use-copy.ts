'use client';
import { useEffect, useState } from 'react';

/** How long a button says what it has done. */
const SAID_MS = 2500;

/** Copies, and says for a moment whether it worked. */
export function useCopy(t: { copied: string; copyFailed: string }): { said: string; copy(text: string): void } {
  const [said, say] = useState('');
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => say(''), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return {
    said,
    copy(text) {
      // Without TLS there is no clipboard for pages.
      const done = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
      done.then(
        () => say(t.copied),
        () => say(t.copyFailed),
      );
    },
  };
}
