// The editor's problems are the kubelet's own: the same reader runs in the browser over what is typed, before it is saved.
import type { Locale } from '@/lib/i18n/locale';
import { problemText } from '@/lib/i18n/manifest';
import type { PodSecurityProfile } from '@/lib/k8s/pod-security';
import { readManifest } from '@/lib/manifest/read-manifest';
import type { ManifestProblem } from '@/lib/protocol/view';
import { type Remedy, remedyOf } from './remedies';

export interface LocatedProblem {
  severity: ManifestProblem['severity'];
  line: number;
  column: number;
  text: string;
  remedy?: Remedy;
}

/** Where the pod would run. */
interface Node {
  nodeName: string;
  podSecurity?: PodSecurityProfile | undefined;
}

/** Problems of a manifest's text, worst and topmost first, as sentences. The uid plays no part in them, hence the constant hash. */
export function problemsOf(
  text: string,
  file: string,
  { nodeName, podSecurity }: Node,
  locale: Locale,
): LocatedProblem[] {
  if (text.trim() === '') return [];
  const md5 = () => '0'.repeat(32);
  const { problems } = readManifest(text, { nodeName, podSecurity, source: 'file', file, seenAt: 0, md5 });
  return problems
    .map((problem) => {
      const remedy = remedyOf(problem, text);
      return {
        severity: problem.severity,
        line: problem.line ?? 1,
        column: problem.column ?? 1,
        text: problemText(problem, locale),
        ...(remedy ? { remedy } : {}),
      };
    })
    .sort(worstFirst);
}

/** Errors before warnings, then by place. */
export const worstFirst = (a: LocatedProblem, b: LocatedProblem): number =>
  Number(a.severity === 'warning') - Number(b.severity === 'warning') || a.line - b.line || a.column - b.column;
