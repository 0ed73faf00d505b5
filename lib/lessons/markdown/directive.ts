import { type Directive, type Node, type NodeOf, plainText, type Source } from './source';

/** The `[label]` of a container directive is its first paragraph, marked by remark-directive. */
export function splitLabel(node: Directive): { label: NodeOf<'paragraph'> | undefined; body: Node[] } {
  const first = node.children[0];
  const label = first?.type === 'paragraph' && first.data?.directiveLabel === true ? first : undefined;
  return { label, body: label ? node.children.slice(1) : node.children };
}

/** Id of a directive written as `:::name[…]{#id}`; says so when it is missing or accompanied. */
export function directiveId(node: Directive, source: Source): string {
  const { id, ...rest } = node.attributes ?? {};
  if (!id) source.problem(node, `:::${node.name} needs its id: {#…}`);
  for (const key of Object.keys(rest)) source.problem(node, `:::${node.name} has no attribute ${key}`);
  return id ?? '';
}

/** Items of the list that a widget consists of; anything else in it is a problem. */
export function onlyList(node: Directive, body: readonly Node[], source: Source): NodeOf<'list'>['children'] {
  const list = body[0];
  for (const extra of body.slice(1)) source.problem(extra, `:::${node.name} holds one list and nothing else`);
  if (list?.type === 'list') return list.children;
  source.problem(node, `:::${node.name} holds one list: ${plainText(node).slice(0, 30)}`);
  return [];
}
