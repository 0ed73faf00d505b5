'use client';
// A trainer's notes: prose, without anything that needs a learner's lab.
import type { Block } from '@/lib/lessons/blocks';
import { Inlines } from './inlines';
import { placed } from './placed';

/** Kinds of blocks that notes may hold; a test holds the lessons to that. */
export const NOTE_KINDS: ReadonlySet<Block['kind']> = new Set(['paragraph', 'list', 'code']);

export function Notes({ of, slug }: { of: readonly Block[]; slug: string }) {
  return placed(of).map(({ item, key }) => <Note key={key} block={item} slug={slug} />);
}

function Note({ block, slug }: { block: Block; slug: string }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Inlines of={block.children} slug={slug} />
        </p>
      );
    case 'list':
      return (
        <ul>
          {placed(block.items).map(({ item, key }) => (
            <li key={key}>
              <Notes of={item} slug={slug} />
            </li>
          ))}
        </ul>
      );
    case 'code':
      return <pre>{block.text}</pre>;
    default:
      return null;
  }
}
