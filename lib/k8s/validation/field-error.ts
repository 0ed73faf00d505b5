// One thing that is wrong with a pod, and upstream's words for it. Upstream: apimachinery/pkg/util/validation/field/errors.go.
import { goQuote } from '../go-quote';

type FieldErrorKind = 'Required' | 'Invalid' | 'Unsupported' | 'Duplicate' | 'Forbidden' | 'NotFound' | 'TooLong';

/** A Go struct printed as a bad value. Its pointers make upstream's text differ from run to run, so only the type is named. */
interface GoStruct {
  goType: string;
}
export type BadValue = string | number | boolean | null | readonly string[] | GoStruct;

export interface FieldError {
  /** As upstream prints it, e.g. `spec.containers[0].image`. */
  path: string;
  kind: FieldErrorKind;
  badValue?: BadValue;
  detail: string;
  /** Where the field really stands in the manifest, when upstream's path is not that place. */
  at?: string;
}

const KIND_TEXT: Record<FieldErrorKind, string> = {
  Required: 'Required value',
  Invalid: 'Invalid value',
  Unsupported: 'Unsupported value',
  Duplicate: 'Duplicate value',
  Forbidden: 'Forbidden',
  NotFound: 'Not found',
  TooLong: 'Too long',
};
const WITHOUT_VALUE: readonly FieldErrorKind[] = ['Required', 'Forbidden', 'TooLong'];

function valueText(value: BadValue | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return goQuote(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if ('goType' in value) return `${value.goType}{…}`;
  return `[]string{${value.map(goQuote).join(', ')}}`;
}

/** Upstream's text: `spec.containers[0].image: Required value`, `x: Invalid value: "v": detail`, … */
export function fieldErrorText(error: FieldError): string {
  const kind = KIND_TEXT[error.kind];
  const body = WITHOUT_VALUE.includes(error.kind) ? kind : `${kind}: ${valueText(error.badValue)}`;
  return `${error.path}: ${body}${error.detail ? `: ${error.detail}` : ''}`;
}

/** Upstream's text for a pod with these errors: `invalid pod: [a b]`, separated by blanks. */
export const invalidPodText = (errors: readonly FieldError[]): string =>
  `invalid pod: [${errors.map(fieldErrorText).join(' ')}]`;

export const required = (path: string, detail = ''): FieldError => ({ path, kind: 'Required', detail });
export const invalid = (path: string, badValue: BadValue, detail: string): FieldError => ({
  path,
  kind: 'Invalid',
  badValue,
  detail,
});
export const duplicate = (path: string, badValue: BadValue): FieldError => ({
  path,
  kind: 'Duplicate',
  badValue,
  detail: '',
});
export const forbidden = (path: string, detail: string): FieldError => ({ path, kind: 'Forbidden', detail });
export const notFound = (path: string, badValue: BadValue): FieldError => ({
  path,
  kind: 'NotFound',
  badValue,
  detail: '',
});
export const tooLong = (path: string, detail: string): FieldError => ({ path, kind: 'TooLong', detail });

/** Values in the order given: upstream sorts some lists and not others. */
export const unsupported = (path: string, badValue: BadValue, supported: readonly string[]): FieldError => ({
  path,
  kind: 'Unsupported',
  badValue,
  detail: `supported values: ${supported.map(goQuote).join(', ')}`,
});

/** One Invalid error for each message. */
export const invalids = (path: string, badValue: BadValue, messages: readonly string[]): FieldError[] =>
  messages.map((message) => invalid(path, badValue, message));

/** The same errors, with the place in the manifest that they speak of. */
export const placedAt = (errors: readonly FieldError[], at: string): FieldError[] =>
  errors.map((error) => ({ ...error, at }));
