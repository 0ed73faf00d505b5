// Everything that can be said about a manifest, as codes with facts; lib/i18n/manifest has a sentence for each in both languages.
import type { ManifestProblem } from '@/lib/protocol/view';
import type { Position } from './node';

export const MANIFEST_PROBLEM_CODES = [
  // The directory entry, as the lab's folder finds it
  'IsDirectory',
  'NotRegular',
  'Unreadable',
  'HiddenFile',
  'LinkOutside',
  'TooLargeForEditor', // bytes, limit
  // The text
  'TooLarge', // bytes, limit
  'TooDeep', // limit
  'TooManyAliases', // limit
  'YamlSyntax', // reason (upstream's words)
  'YamlTab',
  'YamlNestedMapping', // `a: b: c`
  'YamlMissingColon',
  'YamlIndent',
  'YamlUnclosed', // expected
  'YamlUnknownAnchor', // anchor
  'YamlMergeKey',
  'YamlTag', // tag, value
  'JsonSyntax', // reason
  'BadMapKey', // found
  'DuplicateKey', // key; warning: the last one counts
  'MoreDocuments', // warning: only the first is read
  // What it is
  'Empty',
  'NotAnObject', // found
  'MissingKind',
  'MissingApiVersion',
  'UnknownKind', // kind, apiVersion
  'BadApiVersion', // apiVersion
  'NotAPod', // kind
  // Types
  'WrongType', // field, expected, found, value
  'NumberOutOfRange', // field, value
  'BadQuantity', // field, value
  'BadTime', // field, value
  // Validation
  'NoContainers',
  'NoImage', // container
  'MissingName',
  'BadPodName', // value
  'BadContainerName', // value
  'DuplicateContainerName', // value
  'PortOutOfRange', // value
  'HostPortClash', // value
  'UnknownVolume', // value
  'RequestOverLimit', // resource
  'BadEnvName', // value
  'NoHandler', // field
  'RequiredField', // field
  'InvalidValue', // field, value, detail
  'UnsupportedValue', // field, value, allowed
  'DuplicateValue', // field, value
  'ForbiddenField', // field, detail
  'NotFoundValue', // field, value
  'TooLongValue', // field, detail
  'PodSecurity', // rule, detail, profile
  // Taken, but not as one may think
  'UnknownField', // field, parent, suggestion ('' if none); warning
  'NeedsApiServer', // field; warning
] as const;

export type ManifestProblemCode = (typeof MANIFEST_PROBLEM_CODES)[number];
export type ProblemFacts = Record<string, string | number>;

const WARNINGS: readonly ManifestProblemCode[] = ['DuplicateKey', 'MoreDocuments', 'UnknownField', 'NeedsApiServer'];

/** A problem whose code is one of ours. */
export type CodedProblem = ManifestProblem & { code: ManifestProblemCode; facts: ProblemFacts };

/** A located problem; `message` is what the real kubelet says (filled in later for those that share one message). */
export function problem(
  code: ManifestProblemCode,
  at: Position,
  facts: ProblemFacts = {},
  more: { path?: string; message?: string } = {},
): CodedProblem {
  return {
    code,
    severity: WARNINGS.includes(code) ? 'warning' : 'error',
    message: more.message ?? '',
    line: at.line,
    column: at.column,
    facts,
    ...(more.path !== undefined && { path: more.path }),
  };
}

export const isManifestProblemCode = (code: string): code is ManifestProblemCode =>
  (MANIFEST_PROBLEM_CODES as readonly string[]).includes(code);

/** Why reading stopped: upstream's cause, and the problems that it stands for. */
export class ManifestError extends Error {
  override name = 'ManifestError';
  constructor(
    /** As upstream words it inside `couldn't parse as pod(…)`. */
    readonly upstreamCause: string,
    readonly problems: readonly CodedProblem[],
  ) {
    super(upstreamCause);
  }
}
