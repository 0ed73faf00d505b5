// The shape of a view that comes from a file. Only what the stage relies on is asked for; what else is there is let through and never
// read. Carries a validator: load it when a file is opened, not with the page.
import { z } from 'zod';
import { ACTION_KINDS, BECAUSE_CODES, OBSERVATIONS, SYNC_STEPS, WAKE_CAUSES } from '@/lib/protocol/view';

/** Times are shown with Intl, which throws outside of what a Date can hold. */
const time = z.number().min(0).max(8_640_000_000_000_000);
const text = z.string().max(65_536);
const name = z.string().max(512);
const count = z.number().int().min(0).max(1_000_000);
const facts = z.record(z.string().max(64), z.union([text, z.number()]));

const instance = z.looseObject({
  id: name,
  attempt: count,
  state: z.enum(['created', 'running', 'exited', 'unknown']),
  image: text,
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  exitCode: z.number().int(),
  reason: text,
  ip: name.optional(),
});

const container = z.looseObject({
  name,
  image: text,
  state: z.enum(['planned', 'waiting', 'starting', 'created', 'running', 'exited', 'terminating', 'unknown']),
  attempt: count,
  ready: z.boolean(),
  restartCount: count,
  reason: text,
  message: text,
  waitUntil: time.optional(),
  waitMs: time.optional(),
  instances: z.array(instance).max(64),
});

const because = z.looseObject({ code: z.enum(BECAUSE_CODES), facts });

const pod = z.looseObject({
  uid: name,
  name,
  namespace: name,
  baseName: name,
  source: name,
  file: name.optional(),
  desired: z.boolean(),
  terminating: z.boolean(),
  killAt: time.optional(),
  restartPolicy: z.enum(['Always', 'OnFailure', 'Never']),
  ip: name,
  status: z
    .looseObject({
      phase: z.enum(['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown']).optional(),
      message: text.optional(),
    })
    .optional(),
  sandbox: container.optional(),
  containers: z.array(container).max(128),
  qosClass: name,
  ports: z.array(z.looseObject({ name: name.optional(), containerPort: count, protocol: name })).max(1000),
});

const manifest = z.looseObject({
  file: name,
  revision: name,
  state: z.enum(['unread', 'applied', 'rejected', 'ignored', 'conflict']),
  podUid: name.optional(),
  podName: name.optional(),
  problems: z
    .array(
      z.looseObject({
        code: name,
        severity: z.enum(['error', 'warning']),
        message: text,
        path: text.optional(),
        line: count.optional(),
        column: count.optional(),
        facts: facts.optional(),
      }),
    )
    .max(200),
  dropsAt: time.optional(),
});

const decision = z.looseObject({
  seq: count,
  at: time,
  kind: z.enum(['observed', 'decided', 'done', 'failed']),
  podUid: name,
  podName: name,
  container: name,
  what: z.enum([...ACTION_KINDS, ...OBSERVATIONS]),
  attempt: count.optional(),
  because: because.optional(),
  facts,
});

const heldStep = z.looseObject({
  podUid: name,
  podName: name,
  step: z.enum(SYNC_STEPS),
  cause: z.enum(WAKE_CAUSES),
  since: time,
  until: time.optional(),
  rows: z
    .array(
      z.looseObject({
        container: name,
        desired: z.enum(['running', 'ended', 'absent']),
        actual: z.enum(['missing', 'created', 'running', 'exited', 'unknown']),
        containerId: name.optional(),
        attempt: count.optional(),
        exitCode: z.number().int().optional(),
        agrees: z.boolean().optional(),
      }),
    )
    .max(200),
  actions: z
    .array(z.looseObject({ what: z.enum(ACTION_KINDS), container: name, attempt: count.optional(), because }))
    .max(200),
});

const source = z.looseObject({
  name: z.enum(['file', 'http', 'web']),
  address: text,
  lastReadAt: time,
  lastError: text,
  seen: z.boolean(),
  periodMs: time,
});

/** Sections of the view that are one object. */
const WHOLE = {
  lab: z.looseObject({ manifestDir: text, manifestDirExists: z.boolean() }),
  engine: z.looseObject({
    runtime: z.enum(['docker', 'memory']),
    state: z.enum(['connecting', 'available', 'unavailable']),
    version: name,
    since: time,
    message: text.optional(),
    brokerAway: z.literal(true).optional(),
  }),
  node: z.looseObject({ name: name.min(1), ready: z.boolean(), reason: text }),
  kubelet: z.looseObject({
    state: z.enum(['stopped', 'starting', 'running', 'stopping', 'failed']),
    since: time,
    phase: z.enum(['idle', 'observe', 'compare', 'act']),
    subject: name,
    lastReadAt: time,
    lastObservedAt: time,
    lastActedAt: time,
    sources: z.record(name, source),
    loop: z.looseObject({
      paused: z.boolean(),
      delayMs: time,
      held: z.record(name, heldStep),
      next: name,
    }),
    exit: z.looseObject({ code: z.number().int(), message: text }).optional(),
  }),
} as const;

/** Sections that are records of one kind. */
const KEYED = { manifests: manifest, pods: pod, decisions: decision } as const;
/** What history leaves out (past.ts); a file that has something there is not ours. */
const EMPTY = ['terminals', 'commands', 'steps'] as const;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function problemIn(schema: z.ZodType, value: unknown, where: string): string | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return null;
  return [where, ...(parsed.error.issues[0]?.path ?? [])].join('.').slice(0, 120);
}

/** Where a whole view is wrong, as a dotted path; null when it is right. */
export function viewProblem(view: unknown, maxPods: number): string | null {
  if (!isFields(view)) return 'view';
  for (const [section, schema] of Object.entries(WHOLE)) {
    const problem = problemIn(schema, view[section], section);
    if (problem) return problem;
  }
  for (const section of EMPTY) if (!isFields(view[section]) || Object.keys(view[section]).length > 0) return section;
  for (const section of Object.keys(KEYED) as (keyof typeof KEYED)[]) {
    const rows = view[section];
    if (!isFields(rows) || Object.keys(rows).length > maxPods) return section;
    for (const key of Object.keys(rows)) {
      const problem = touchedProblem(view, [section, key]);
      if (problem) return problem;
    }
  }
  return null;
}

/** The same, for the part of a view that a change touched. `path` as in an Op. */
export function touchedProblem(view: Fields, [section = '', key]: readonly string[]): string | null {
  if (Object.hasOwn(WHOLE, section)) return problemIn(WHOLE[section as keyof typeof WHOLE], view[section], section);
  if (!Object.hasOwn(KEYED, section) || key === undefined) return section || 'path';
  const rows = view[section];
  if (!isFields(rows)) return section;
  if (!Object.hasOwn(rows, key)) return null;
  return problemIn(KEYED[section as keyof typeof KEYED], rows[key], `${section}.${key}`);
}
