// Validation errors as located problems. The frequent ones have a code of their own, because a sentence can then say what to do.
import { type BadValue, type FieldError, fieldErrorText } from '@/lib/k8s/validation/field-error';
import { locate, type ManifestNode } from './node';
import { type CodedProblem, type ManifestProblemCode, type ProblemFacts, problem } from './problems';

type Kind = FieldError['kind'];

const CONTAINER = String.raw`spec\.(?:initContainers|containers)\[\d+\]`;
/** First match counts. */
const SPECIFIC: readonly { kind: Kind; path: RegExp; detail?: RegExp; code: ManifestProblemCode }[] = [
  { kind: 'Required', path: /^spec\.containers$/, code: 'NoContainers' },
  { kind: 'Required', path: new RegExp(`^${CONTAINER}\\.image$`), code: 'NoImage' },
  { kind: 'Required', path: /^metadata\.name$/, code: 'MissingName' },
  { kind: 'Invalid', path: /^metadata\.name$/, code: 'BadPodName' },
  { kind: 'Invalid', path: new RegExp(`^${CONTAINER}\\.name$`), code: 'BadContainerName' },
  { kind: 'Duplicate', path: new RegExp(`^${CONTAINER}\\.name$`), code: 'DuplicateContainerName' },
  { kind: 'Invalid', path: /ort$/, detail: /^must be between 1 and 65535/, code: 'PortOutOfRange' },
  { kind: 'Duplicate', path: /\.hostPort$/, code: 'HostPortClash' },
  { kind: 'NotFound', path: /\.volumeMounts\[\d+\]\.name$/, code: 'UnknownVolume' },
  { kind: 'Invalid', path: /\.requests$/, detail: /^must be less than or equal to/, code: 'RequestOverLimit' },
  { kind: 'Invalid', path: /\.env\[\d+\]\.name$/, code: 'BadEnvName' },
  { kind: 'Required', path: /./, detail: /^must specify a handler type$/, code: 'NoHandler' },
];
const GENERAL: Record<Kind, ManifestProblemCode> = {
  Required: 'RequiredField',
  Invalid: 'InvalidValue',
  Unsupported: 'UnsupportedValue',
  Duplicate: 'DuplicateValue',
  Forbidden: 'ForbiddenField',
  NotFound: 'NotFoundValue',
  TooLong: 'TooLongValue',
};

function codeOf({ kind, path, detail }: FieldError): ManifestProblemCode {
  const specific = SPECIFIC.find((s) => s.kind === kind && s.path.test(path) && (s.detail?.test(detail) ?? true));
  return specific?.code ?? GENERAL[kind];
}

const SHOWN_LENGTH = 80;
const short = (text: string): string => (text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text);

function shownValue(value: BadValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  return 'goType' in value ? '' : value.join(', ');
}

function factsOf(error: FieldError, at: string): ProblemFacts {
  const field = /([^.[\]]+)(?:\[\d+\]|\])?$/.exec(at)?.[1] ?? at;
  return {
    field,
    value: short(shownValue(error.badValue)),
    detail: error.detail,
    allowed: error.detail.replace(/^supported values: /, '').replaceAll('"', ''),
    resource: /^must be less than or equal to (\S+) limit/.exec(error.detail)?.[1] ?? '',
  };
}

/** One located problem for each error. `root` is the manifest that the pod was decoded from. */
export function validationProblems(errors: readonly FieldError[], root: ManifestNode, suffix: string): CodedProblem[] {
  return errors.map((error) => {
    const path = error.at ?? error.path;
    const code = codeOf(error);
    const facts = factsOf(error, path);
    // The node's name stands behind the pod's before it is checked: a pod without a name is called `-<node>`.
    const unnamed = code === 'BadPodName' && facts.value === suffix;
    const at = locate(root, path, error.kind === 'Forbidden');
    return problem(unnamed ? 'MissingName' : code, at, facts, { path, message: fieldErrorText(error) });
  });
}
