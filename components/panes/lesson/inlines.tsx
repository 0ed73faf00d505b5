'use client';
import Link from 'next/link';
import { Fragment } from 'react';
import { useLocale } from '@/components/ui/locale';
import type { Inline } from '@/lib/lessons/blocks';
import { Gloss } from './gloss';
import { placed } from './placed';

/** Prose as data, drawn. Nothing of it is ever read as HTML. */
export function Inlines({ of, slug }: { of: readonly Inline[]; slug: string }) {
  return placed(of).map(({ item, key }) => <One key={key} part={item} slug={slug} />);
}

function One({ part, slug }: { part: Inline; slug: string }) {
  switch (part.kind) {
    case 'text':
      return <Fragment>{part.text}</Fragment>;
    case 'code':
      return <code>{part.text}</code>;
    case 'break':
      return <br />;
    case 'strong':
      return (
        <strong>
          <Inlines of={part.children} slug={slug} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Inlines of={part.children} slug={slug} />
        </em>
      );
    case 'gloss':
      return (
        <Gloss term={part.term}>
          <Inlines of={part.children} slug={slug} />
        </Gloss>
      );
    case 'link':
      return <TextLink part={part} slug={slug} />;
  }
}

function TextLink({ part, slug }: { part: Extract<Inline, { kind: 'link' }>; slug: string }) {
  const locale = useLocale();
  const text = <Inlines of={part.children} slug={slug} />;
  if (part.href.startsWith('#')) return <Link href={`/${locale}/lessons/${slug}/${part.href.slice(1)}`}>{text}</Link>;
  if (part.href.startsWith('/')) return <Link href={`/${locale}${part.href}`}>{text}</Link>;
  return (
    <a href={part.href} target="_blank" rel="noreferrer">
      {text}
    </a>
  );
}

/** The bare text, for names and announcements. */
export const plain = (of: readonly Inline[]): string =>
  of.map((part) => ('children' in part ? plain(part.children) : 'text' in part ? part.text : ' ')).join('');
