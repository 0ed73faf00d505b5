import type { Block, Option } from '../blocks';
import { directiveId, onlyList, splitLabel } from './directive';
import { inlines } from './inlines';
import { keyedItem } from './keyed-item';
import type { Directive, Node, Source } from './source';

/** `:::predict[Question?]{#id}` with one list item for each option: "`option`: label", then why it is right or wrong. */
export function question(
  node: Directive,
  form: 'predict' | 'quiz',
  source: Source,
  blocks: (nodes: readonly Node[], source: Source) => Block[],
): Block[] {
  const { label, body } = splitLabel(node);
  const id = directiveId(node, source);
  source.mark('question', node, `${form} ${id}`);
  if (!label) source.problem(node, `:::${form} needs its question in [ ]`);
  const options = onlyList(node, body, source).flatMap((item): Option[] => {
    const keyed = keyedItem(item, source);
    if (keyed) source.mark('option', item, `${id}/${keyed.key}`);
    return keyed ? [{ id: keyed.key, label: keyed.text, why: blocks(keyed.rest, source) }] : [];
  });
  const title = label ? inlines(label.children, source) : [];
  return [{ kind: 'question', id, form, title, options }];
}
