import type { Inline } from '../blocks';
import type { Node, Source } from './source';

/** Prose inside a paragraph. What is not in the vocabulary is a problem, never passed through. */
export function inlines(nodes: readonly Node[], source: Source): Inline[] {
  return join(nodes.flatMap((node) => inline(node, source)));
}

function inline(node: Node, source: Source): Inline[] {
  switch (node.type) {
    case 'text':
      source.mark('prose', node, node.value);
      return [{ kind: 'text', text: node.value.replace(/\n/g, ' ') }];
    case 'inlineCode':
      return [{ kind: 'code', text: node.value }];
    case 'strong':
    case 'emphasis':
      return [{ kind: node.type, children: inlines(node.children, source) }];
    case 'break':
      return [{ kind: 'break' }];
    case 'link':
      source.mark('link', node, node.url);
      return [{ kind: 'link', href: node.url, children: inlines(node.children, source) }];
    case 'textDirective':
      return directive(node, source);
    default:
      source.problem(node, `${node.type} is not part of the lesson format here`);
      return [];
  }
}

function directive(node: Extract<Node, { type: 'textDirective' }>, source: Source): Inline[] {
  const attributes = node.attributes ?? {};
  const bare = node.children.length === 0 && Object.keys(attributes).length === 0;
  // `Leser:innen` or `nginx:latest` in prose: not meant as a directive.
  if (bare) return [{ kind: 'text', text: source.slice(node) }];
  if (node.name !== 'gloss') {
    source.problem(node, `unknown directive :${node.name}`);
    return [];
  }
  const { term } = attributes;
  if (!term || Object.keys(attributes).length !== 1) source.problem(node, 'write :gloss[word]{term=…}');
  source.mark('gloss', node, term ?? '');
  return [{ kind: 'gloss', term: term ?? '', children: inlines(node.children, source) }];
}

/** Neighbouring texts become one. */
function join(parts: Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'text' && last?.kind === 'text')
      joined[joined.length - 1] = { kind: 'text', text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}
