import type { Inline, StepText, TaskText } from '../blocks';
import { blocks } from './blocks';
import { directiveId, onlyList, splitLabel } from './directive';
import { inlines } from './inlines';
import { keyedItem } from './keyed-item';
import type { Directive, Node, Source } from './source';

/** One step's section (without its heading) as data. */
export function stepText(id: string, title: string, nodes: readonly Node[], source: Source): StepText {
  const named = (name: string) => nodes.filter((node): node is Directive => isNamed(node, name));
  const hints = named('hint');
  for (const extra of hints.slice(1)) source.problem(extra, 'a step has one :::hint with all levels');
  const isProse = (node: Node) => !['task', 'hint', 'trainer'].some((name) => isNamed(node, name));
  const firstTask = nodes.findIndex((node) => isNamed(node, 'task'));
  const end = firstTask < 0 ? nodes.length : firstTask;
  return {
    id,
    title,
    blocks: blocks(nodes.slice(0, end).filter(isProse), source),
    tasks: named('task').map((node) => task(node, source)),
    after: blocks(nodes.slice(end).filter(isProse), source),
    hints: hints.slice(0, 1).flatMap((node) => levels(node, source)),
    trainer: named('trainer').flatMap((node) => blocks(node.children, source)),
  };
}

const isNamed = (node: Node, name: string): boolean => node.type === 'containerDirective' && node.name === name;

/** `:::task[Title]{#id}` with one list item for each sentence: "`done`: …", "`container.missing`: …". */
function task(node: Directive, source: Source): TaskText {
  const { label, body } = splitLabel(node);
  const id = directiveId(node, source);
  source.mark('task', node, id);
  if (!label) source.problem(node, ':::task needs its title in [ ]');
  const sentences: Record<string, Inline[]> = {};
  for (const item of onlyList(node, body, source)) {
    const keyed = keyedItem(item, source);
    if (!keyed) continue;
    if (keyed.rest.length > 0) source.problem(item, 'a sentence is one paragraph');
    if (sentences[keyed.key]) source.problem(item, `two sentences for ${keyed.key}`);
    source.mark('sentence', item, `${id}/${keyed.key}`);
    sentences[keyed.key] = keyed.text;
  }
  return { id, title: label ? inlines(label.children, source) : [], sentences };
}

/** `:::hint` with one ordered list; each item is a level. */
function levels(node: Directive, source: Source): StepText['hints'] {
  if (Object.keys(node.attributes ?? {}).length > 0) source.problem(node, ':::hint has no attributes');
  return onlyList(node, splitLabel(node).body, source).map((item) => {
    source.mark('hint', item, 'level');
    return blocks(item.children, source);
  });
}
