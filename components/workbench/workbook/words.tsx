import { Fragment, type ReactNode } from 'react';
import type { Inline } from '@/lib/lessons/blocks';

/** Prose for paper: nothing to click, nothing to hover. */
export function Words({ of }: { of: readonly Inline[] }): ReactNode {
  return of
    .map((part, place) => ({ part, key: String(place) }))
    .map(({ part, key }) => <Fragment key={key}>{word(part)}</Fragment>);
}

function word(part: Inline): ReactNode {
  if (part.kind === 'text') return part.text;
  if (part.kind === 'code') return <code>{part.text}</code>;
  if (part.kind === 'break') return <br />;
  const inner = <Words of={part.children} />;
  if (part.kind === 'strong') return <strong>{inner}</strong>;
  return part.kind === 'emphasis' ? <em>{inner}</em> : inner;
}
