// A manifest's text as the static pod that the kubelet makes of it, or everything that is wrong with it, located.
// Upstream: pkg/kubelet/config/common.go tryDecodeSinglePod, file.go extractFromFile.
import { podSecurityText, podSecurityViolations } from '@/lib/k8s/pod-security';
import type { StaticPod } from '@/lib/k8s/types';
import { invalidPodText } from '@/lib/k8s/validation/field-error';
import { validatePod } from '@/lib/k8s/validation/pod';
import type { ManifestProblem } from '@/lib/protocol/view';
import { decodePod } from './decode';
import { podDecodeError } from './decode-error-text';
import { jsonText } from './json-text';
import { needsApiServer } from './needs-api-server';
import { locate, type ManifestNode } from './node';
import { requirePod } from './object-kind';
import { type CodedProblem, ManifestError, problem } from './problems';
import { looksLikeJson, readJson } from './read-json';
import { readYaml } from './read-yaml';
import { type StaticPodContext, toStaticPod } from './static-pod';
import { validationProblems } from './validation-problems';

/**
 * Largest manifest, characters. Upstream reads 10 MiB (pkg/kubelet/config/config.go maxConfigLength), in threads of its own; here a
 * million characters take about a second in which nothing else happens, and a Pod of that size does not exist.
 */
export const MAX_MANIFEST_LENGTH = 1024 * 1024;
export const LIMIT_REACHED = 'the read limit is reached';

export interface ManifestContext extends StaticPodContext {
  /** Path as it is printed in the log. */
  file: string;
}

export type ManifestResult =
  | { ok: true; pod: StaticPod; problems: ManifestProblem[] }
  | {
      ok: false;
      problems: ManifestProblem[];
      /** What the real kubelet prints for the cause, without the file name that decode errors carry in front. */
      message: string;
      /** The whole error as it follows `Can't process manifest file "<file>": ` in the log. */
      logText: string;
    };

const START = { line: 1, column: 1 };

/** A text as a located value, and as the JSON that upstream makes of it. Throws ManifestError. */
export function readText(text: string): { node: ManifestNode; json: string; warnings: CodedProblem[] } {
  if (looksLikeJson(text)) return { ...readJson(text), json: text };
  const { node, warnings } = readYaml(text);
  return { node, json: jsonText(node), warnings };
}

/** Upstream repeats whole manifests in its errors. A line of the log may be long; what travels to browsers is kept short. */
const MAX_LOG_LENGTH = 16_000;
const MAX_MESSAGE_LENGTH = 2_000;
const MAX_PROBLEMS = 200;
const clip = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length)}…` : text);

const byPlace = (a: CodedProblem, b: CodedProblem): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);

/** Sorted by place; errors without a message of their own get the common one. */
const finished = (problems: readonly CodedProblem[], common: string): CodedProblem[] =>
  problems
    .map((p) => ({ ...p, message: clip(p.message || (p.severity === 'error' ? common : ''), MAX_MESSAGE_LENGTH) }))
    .sort(byPlace)
    .slice(0, MAX_PROBLEMS);

function refused(problems: readonly CodedProblem[], message: string, prefix: string): ManifestResult {
  const text = clip(message, MAX_LOG_LENGTH);
  return { ok: false, problems: finished(problems, message), message: text, logText: prefix + text };
}

const refusedByDecoder = (cause: string, problems: readonly CodedProblem[], file: string): ManifestResult =>
  refused(
    problems,
    `couldn't parse as pod(${clip(cause, MAX_LOG_LENGTH - 100)}), please check config file`,
    `${file}: `,
  );

function readPod(text: string, context: ManifestContext): ManifestResult {
  const { node, json, warnings } = readText(text);
  const decoded = decodePod(requirePod(node, json));
  const found = [...warnings, ...decoded.problems, ...needsApiServer(node)];
  if (found.some(({ severity }) => severity === 'error')) {
    return refusedByDecoder(podDecodeError(json) ?? 'unable to decode', found, context.file);
  }
  const pod = toStaticPod(decoded.pod, context);
  const errors = validatePod(pod);
  if (errors.length === 0) return permitted(pod, node, found, context);
  const suffix = `-${context.nodeName.toLowerCase()}`;
  return refused([...validationProblems(errors, node, suffix), ...found], invalidPodText(errors), '');
}

/** A sound pod, unless the profile of a shared host forbids what it asks for. */
function permitted(
  pod: StaticPod,
  node: ManifestNode,
  found: CodedProblem[],
  context: ManifestContext,
): ManifestResult {
  const { podSecurity: profile } = context;
  const violations = profile ? podSecurityViolations(pod, profile) : [];
  if (!profile || violations.length === 0) return { ok: true, pod, problems: finished(found, '') };
  const problems = violations.map(({ rule, path, detail }) => {
    const message = `violates PodSecurity "${profile.name}": ${rule} (${detail})`;
    return problem('PodSecurity', locate(node, path), { rule, detail, profile: profile.name }, { path, message });
  });
  return refused([...problems, ...found], podSecurityText(pod, profile, violations), '');
}

/** Reads one manifest file. Never throws for anything that a file may hold. */
export function readManifest(text: string, context: ManifestContext): ManifestResult {
  if (text.length > MAX_MANIFEST_LENGTH) {
    const facts = { bytes: text.length, limit: MAX_MANIFEST_LENGTH };
    return refused([problem('TooLarge', START, facts)], LIMIT_REACHED, '');
  }
  try {
    return readPod(text, context);
  } catch (error) {
    if (error instanceof ManifestError) return refusedByDecoder(error.upstreamCause, error.problems, context.file);
    throw error;
  }
}
