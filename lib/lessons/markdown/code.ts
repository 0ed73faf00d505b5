import type { CodeBlock } from '../blocks';
import type { NodeOf, Source } from './source';

const ROLES = ['run', 'editor', 'output'] as const;

/** A code fence: language, then one role (`run`, `editor file=…`, `output`) or none. */
export function codeBlock(node: NodeOf<'code'>, source: Source): CodeBlock {
  const words = (node.meta ?? '').split(/\s+/).filter((word) => word !== '');
  const roles = ROLES.filter((role) => words.includes(role));
  const file = words.find((word) => word.startsWith('file='))?.slice('file='.length);
  const unknown = words.filter((word) => !ROLES.some((role) => role === word) && !word.startsWith('file='));
  const role = roles[0] ?? 'plain';
  if (!node.lang) source.problem(node, 'a code fence names its language');
  for (const word of unknown) source.problem(node, `unknown word after the fence: ${word}`);
  if (roles.length > 1) source.problem(node, `a code fence has one role, not ${roles.join(' and ')}`);
  if ((role === 'editor') !== (file !== undefined)) source.problem(node, 'editor and file=… belong together');
  // A tab would ask the shell for completion.
  if (role === 'run' && node.value.includes('\t')) source.problem(node, 'a command must not contain a tab');
  source.mark('fence', node, [node.lang, role, file, node.value].join('\n'));
  const block: CodeBlock = { kind: 'code', language: node.lang ?? '', text: node.value, role };
  return file === undefined ? block : { ...block, file };
}
