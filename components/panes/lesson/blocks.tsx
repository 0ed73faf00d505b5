'use client';
import type { Block } from '@/lib/lessons/blocks';
import { CodeBlock } from './code-block';
import { Figure } from './figures';
import { Inlines } from './inlines';
import { placed } from './placed';
import { Question } from './question';
import type { Place } from './step-state';

/** The blocks of a text, in order. */
export function Blocks({ of, place }: { of: readonly Block[]; place: Place }) {
  return placed(of).map(({ item, key }) => <One key={key} block={item} place={place} />);
}

function One({ block, place }: { block: Block; place: Place }) {
  const { slug } = place.lesson;
  switch (block.kind) {
    case 'paragraph':
      return (
        <p className="lesson-prose">
          <Inlines of={block.children} slug={slug} />
        </p>
      );
    case 'heading':
      return (
        <h2 className="lesson-heading">
          <Inlines of={block.children} slug={slug} />
        </h2>
      );
    case 'list':
      return <TextList block={block} place={place} />;
    case 'table':
      return <Table block={block} slug={slug} />;
    case 'image':
      // biome-ignore lint/performance/noImgElement: a small local drawing needs no image server
      return <img className="lesson-image" src={block.src} alt={block.alt} />;
    case 'figure':
      return <Figure name={block.name} caption={<Inlines of={block.caption} slug={slug} />} />;
    case 'note':
      return (
        <section className="lesson-note">
          <h2>
            <Inlines of={block.title} slug={slug} />
          </h2>
          <Blocks of={block.children} place={place} />
        </section>
      );
    case 'question':
      return <Question block={block} place={place} draw={(why) => <Blocks of={why} place={place} />} />;
    case 'code':
      return <CodeBlock block={block} />;
  }
}

function TextList({ block, place }: { block: Extract<Block, { kind: 'list' }>; place: Place }) {
  const List = block.ordered ? 'ol' : 'ul';
  return (
    <List className="lesson-list">
      {placed(block.items).map(({ item, key }) => (
        <li key={key}>
          <Blocks of={item} place={place} />
        </li>
      ))}
    </List>
  );
}

function Table({ block, slug }: { block: Extract<Block, { kind: 'table' }>; slug: string }) {
  return (
    <table className="lesson-table">
      <thead>
        <tr>
          {placed(block.head).map(({ item: cell, key }) => (
            <th key={key} scope="col">
              <Inlines of={cell} slug={slug} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {placed(block.rows).map(({ item: row, key }) => (
          <tr key={key}>
            {placed(row).map(({ item: cell, key: column }) => (
              <td key={column}>
                <Inlines of={cell} slug={slug} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
