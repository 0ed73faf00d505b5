// Checks as data. Each kind has a module of its own beside this file that evaluates it on the live view.
import { z } from 'zod';
import { QOS_CLASSES } from '@/lib/k8s/qos';
import { PROBE_HANDLERS, PROBE_KINDS } from '@/lib/protocol/view';
import { VARIABLE } from '../variables';

const name = z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/);
const sentenceKey = z.string().regex(/^[a-z][a-zA-Z0-9-]*(\.[a-zA-Z0-9-]+)?$/);
const count = z.union([z.number().int().min(0), z.strictObject({ atLeast: z.number().int().min(0) })]);
const pattern = z.string().refine(isPattern, { message: 'is not a regular expression' });
/** As in the annotation kubernetes.io/config.source; web is the kubelet's own web server, an extension of ours. */
const podSource = z.enum(['file', 'http', 'web']);

function isPattern(source: string): boolean {
  try {
    new RegExp(source.replace(VARIABLE, 'x'), 'u');
    return true;
  } catch {
    return false;
  }
}

/** The manifest folder is there. */
export const folderCheck = z.strictObject({ kind: z.literal('folder') });

export const kubeletCheck = z.strictObject({
  kind: z.literal('kubelet'),
  state: z.enum(['running', 'stopped']),
  /** With `stopped`: one has been running, so that there was something to stop. */
  hasRun: z.literal(true).optional(),
  /** It reads this lab's manifest folder. */
  readsFolder: z.literal(true).optional(),
  /** It was started with this flag (and, if given, this value). */
  flag: z.strictObject({ name: z.string().regex(/^--[a-z0-9-]+$/), value: z.string().optional() }).optional(),
});

/** A file in the manifest folder, and what the kubelet read in it. Any file that yields `pod` will do; `file` is the one meant while none does. */
export const manifestCheck = z.strictObject({
  kind: z.literal('manifest'),
  file: z.string().min(1).optional(),
  pod: name.optional(),
  state: z.enum(['unread', 'applied', 'rejected', 'ignored', 'conflict']).optional(),
  image: z.string().min(1).optional(),
  containerPort: z.number().int().min(1).max(65535).optional(),
});

/** One of the ways by which the kubelet gets manifests: it is configured, and has been read at least once. */
export const sourceCheck = z.strictObject({
  kind: z.literal('source'),
  name: podSource,
  /** How the last reading went: well, or with an error that matches. */
  last: z.union([z.literal('good'), z.strictObject({ error: pattern })]).optional(),
  /** It is read at least as often as this, seconds. */
  everySeconds: z.number().positive().optional(),
});

export const podCheck = z.strictObject({
  kind: z.literal('pod'),
  /** metadata.name of the manifest, or the full name with the node. */
  pod: name,
  phase: z.enum(['Pending', 'Running', 'Succeeded', 'Failed']).optional(),
  ready: z.boolean().optional(),
  /** status.qosClass. */
  qos: z.enum(QOS_CLASSES).optional(),
  /** Where the kubelet has it from. Of several pods with that name, the one from there. */
  source: podSource.optional(),
});

export const containerCheck = z.strictObject({
  kind: z.literal('container'),
  pod: name,
  container: name,
  state: z.enum(['waiting', 'running', 'exited']).optional(),
  reason: z.string().min(1).optional(),
  ready: z.boolean().optional(),
  exitCode: z.number().int().optional(),
  restartCount: count.optional(),
  /** `more`: that many attempts more than when the step first saw this container. */
  attempt: z.union([count, z.strictObject({ more: z.number().int().min(1) })]).optional(),
  /** An instance ended since the step was entered. */
  died: z.strictObject({ exitCode: z.number().int().optional() }).optional(),
  /** How the newest run that ended did so, whenever that was; `message`: its last words, a regular expression. */
  ended: z
    .strictObject({
      exitCode: z.number().int().optional(),
      reason: z.string().min(1).optional(),
      message: pattern.optional(),
    })
    .optional(),
  /** It runs, and has for so many seconds: what crashes a moment after its start does not count. */
  steady: z.number().positive().max(120).optional(),
  /** resources.limits.memory is there and not above this quantity. */
  memoryLimit: z.strictObject({ atMost: z.string().regex(/^\d+(?:Ki|Mi|Gi)$/) }).optional(),
  /** The manifest gives it this probe, asking in this way if one is named. */
  probe: z
    .union([z.enum(PROBE_KINDS), z.strictObject({ kind: z.enum(PROBE_KINDS), by: z.enum(PROBE_HANDLERS) })])
    .optional(),
});

export const sandboxCheck = z.strictObject({
  kind: z.literal('sandbox'),
  pod: name,
  /** Running instances on the engine. */
  count: z.number().int().min(0).optional(),
  /** Still the instance that the step first saw. */
  same: z.literal(true).optional(),
});

/** A command line seen in a terminal since the step was entered. `{{pauseId}}` and the like stand for a word that names that object. */
export const commandCheck = z.strictObject({
  kind: z.literal('command'),
  line: pattern,
  /** Default 0. */
  exitCode: z.union([z.number().int(), z.literal('any')]).optional(),
});

/** Something the kubelet saw, decided or did since the step was entered. */
export const decisionCheck = z.strictObject({
  kind: z.literal('decision'),
  what: z.string().min(1),
  pod: name.optional(),
  container: name.optional(),
  because: z.string().min(1).optional(),
});

/** A question of the same step was answered rightly. The lesson's schema asks that there is such a question. */
export const answerCheck = z.strictObject({
  kind: z.literal('answer'),
  question: z.string().min(1),
});

const leaf = [
  folderCheck,
  kubeletCheck,
  manifestCheck,
  sourceCheck,
  podCheck,
  containerCheck,
  sandboxCheck,
  commandCheck,
  decisionCheck,
  answerCheck,
] as const;

export type LeafCheck = z.infer<(typeof leaf)[number]>;
export type LeafOf<K extends LeafCheck['kind']> = Extract<LeafCheck, { kind: K }>;
export type CombinedCheck =
  | { kind: 'all'; of: Check[] }
  | { kind: 'any'; of: Check[] }
  /** `unmet`: key of the author's sentence for "it still holds". */
  | { kind: 'not'; check: Check; unmet: string }
  /** It must become true during the step; having been true before does not count. */
  | { kind: 'after'; check: Check }
  /** `check` came true at most `seconds` after `since` did. */
  | { kind: 'within'; seconds: number; since: Check; check: Check };
export type Check = LeafCheck | CombinedCheck;

/** One check, strict at every level. */
export const checkSchema: z.ZodType<Check> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    ...leaf,
    z.strictObject({ kind: z.literal('all'), of: z.array(checkSchema).min(1) }),
    z.strictObject({ kind: z.literal('any'), of: z.array(checkSchema).min(1) }),
    z.strictObject({ kind: z.literal('not'), check: checkSchema, unmet: sentenceKey }),
    z.strictObject({ kind: z.literal('after'), check: checkSchema }),
    z.strictObject({
      kind: z.literal('within'),
      seconds: z.number().positive(),
      since: checkSchema,
      check: checkSchema,
    }),
  ]),
);
