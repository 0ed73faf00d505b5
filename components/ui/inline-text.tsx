// Texts of lib/i18n mark code with backticks and emphasis with double asterisks; nothing else is markup.
import { Fragment, type ReactNode } from 'react';

const MARKED = /(`[^`]*`|\*\*[^*]*\*\*)/;

function piece(text: string): ReactNode {
  if (text.startsWith('`') && text.endsWith('`') && text.length > 1) return <code>{text.slice(1, -1)}</code>;
  if (text.startsWith('**') && text.endsWith('**') && text.length > 3) return <b>{text.slice(2, -2)}</b>;
  return text;
}

export function InlineText({ text }: { text: string }) {
  // Pieces have no identity of their own: their place in the sentence is the key.
  const pieces = text.split(MARKED).map((part, place) => ({ part, key: String(place) }));
  return pieces.map(({ part, key }) => <Fragment key={key}>{piece(part)}</Fragment>);
}
