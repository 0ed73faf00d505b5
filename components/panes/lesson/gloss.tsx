'use client';
import { type ReactNode, useId, useState } from 'react';
import { useTexts } from '@/components/ui/locale';
import { glossary } from '@/lib/i18n/lesson/glossary';

/** A term with its explanation on hover, focus and tap. Escape closes it; the pointer may move onto it. */
export function Gloss({ term, children }: { term: string; children: ReactNode }) {
  const meaning = useTexts(glossary)[term];
  const id = useId();
  const [shown, setShown] = useState(false);
  if (meaning === undefined) return children;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the span only keeps the explanation open while the pointer is on it
    <span className="lesson-gloss" onMouseEnter={() => setShown(true)} onMouseLeave={() => setShown(false)}>
      <button
        type="button"
        aria-describedby={shown ? id : undefined}
        onFocus={() => setShown(true)}
        onBlur={() => setShown(false)}
        onClick={() => setShown(true)}
        onKeyDown={(event) => event.key === 'Escape' && setShown(false)}
      >
        {children}
      </button>
      {shown ? (
        <span role="tooltip" id={id} className="lesson-tip">
          {meaning}
        </span>
      ) : null}
    </span>
  );
}
