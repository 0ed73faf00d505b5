import type { Inline } from '../blocks';
import { inlines } from './inlines';
import type { Node, NodeOf, Source } from './source';

type Item = NodeOf<'list'>['children'][number];

/** A list item of the form "`key`: text", and the blocks after its first paragraph. */
export function keyedItem(item: Item, source: Source): { key: string; text: Inline[]; rest: Node[] } | undefined {
  const [first, ...rest] = item.children;
  const [head, colon, ...tail] = first?.type === 'paragraph' ? first.children : [];
  if (head?.type !== 'inlineCode' || colon?.type !== 'text' || !colon.value.startsWith(':')) {
    source.problem(item, 'write each item as `key`: text');
    return undefined;
  }
  const text = inlines([{ ...colon, value: colon.value.slice(1).trimStart() }, ...tail], source);
  return { key: head.value, text: text.filter((part) => part.kind !== 'text' || part.text !== ''), rest };
}
