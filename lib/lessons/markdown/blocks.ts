import type { Block } from '../blocks';
import { isFigure } from '../figures';
import { codeBlock } from './code';
import { splitLabel } from './directive';
import { inlines } from './inlines';
import { question } from './question';
import type { Directive, Node, NodeOf, Source } from './source';

/** Prose and widgets of a section, in order. Tasks, hints and trainer notes are taken out before (step.ts). */
export function blocks(nodes: readonly Node[], source: Source): Block[] {
  return nodes.flatMap((node) => block(node, source));
}

function block(node: Node, source: Source): Block[] {
  switch (node.type) {
    case 'paragraph':
      return paragraph(node, source);
    case 'heading':
      if (node.depth !== 3) source.problem(node, 'inside a step only ### headings');
      return [{ kind: 'heading', children: inlines(node.children, source) }];
    case 'list':
      return [
        {
          kind: 'list',
          ordered: node.ordered === true,
          items: node.children.map((item) => blocks(item.children, source)),
        },
      ];
    case 'code':
      return [codeBlock(node, source)];
    case 'table':
      return table(node, source);
    case 'containerDirective':
      return container(node, source);
    default:
      source.problem(
        node,
        `${node.type === 'leafDirective' ? `unknown directive ::${node.name}` : node.type} is not part of the lesson format here`,
      );
      return [];
  }
}

function paragraph(node: NodeOf<'paragraph'>, source: Source): Block[] {
  const only = node.children.length === 1 ? node.children[0] : undefined;
  if (only?.type !== 'image') return [{ kind: 'paragraph', children: inlines(node.children, source) }];
  if (!only.alt) source.problem(only, 'an image needs a text for those who cannot see it');
  source.mark('image', only, only.url);
  return [{ kind: 'image', src: only.url, alt: only.alt ?? '' }];
}

function table(node: NodeOf<'table'>, source: Source): Block[] {
  const [head, ...rows] = node.children.map((row) => row.children.map((cell) => inlines(cell.children, source)));
  return [{ kind: 'table', head: head ?? [], rows }];
}

function container(node: Directive, source: Source): Block[] {
  const { label, body } = splitLabel(node);
  if (node.name === 'predict' || node.name === 'quiz') return question(node, node.name, source, blocks);
  if (node.name === 'figure') return figure(node, label, body, source);
  if (node.name === 'note') {
    if (Object.keys(node.attributes ?? {}).length > 0) source.problem(node, 'a note has no attributes');
    return [{ kind: 'note', title: label ? inlines(label.children, source) : [], children: blocks(body, source) }];
  }
  source.problem(node, `unknown or misplaced directive :::${node.name}`);
  return [];
}

/** `:::figure[Caption]{name=loop}` and nothing inside. */
function figure(node: Directive, label: NodeOf<'paragraph'> | undefined, body: Node[], source: Source): Block[] {
  const { name = '', ...rest } = node.attributes ?? {};
  for (const key of Object.keys(rest)) source.problem(node, `:::figure has no attribute ${key}`);
  if (!label) source.problem(node, ':::figure needs its caption in [ ]');
  if (body.length > 0) source.problem(node, ':::figure holds nothing');
  source.mark('figure', node, name ?? '');
  if (!name || !isFigure(name)) {
    source.problem(node, `no such figure: ${name}`);
    return [];
  }
  return [{ kind: 'figure', name, caption: label ? inlines(label.children, source) : [] }];
}
