// What is kept of a step for the learner's printed workbook. Pure; small by its limits, because it lies in the progress file.
import { z } from 'zod';
import type { DecisionView } from '@/lib/protocol/view';
import type { KeptManifest } from '@/lib/protocol/workbook';

/** A manifest that people write has a few hundred characters. */
const MAX_MANIFEST_CHARS = 8 * 1024;
const MAX_MANIFESTS = 8;
const MAX_EVENTS = 24;
const MAX_FACT_CHARS = 200;

const fact = z.union([z.string(), z.number()]);
const facts = z.record(z.string(), fact);

const eventSchema = z.object({
  seq: z.number(),
  at: z.number(),
  kind: z.enum(['observed', 'decided', 'done', 'failed']),
  podUid: z.string(),
  podName: z.string(),
  container: z.string(),
  what: z.string(),
  attempt: z.exactOptional(z.number()),
  facts,
});

export const recordSchema = z.object({
  manifests: z.record(z.string(), z.object({ text: z.string(), cut: z.boolean() })),
  events: z.array(eventSchema),
  furtherEvents: z.number(),
  /** By question, ms since the epoch. */
  answeredAt: z.record(z.string(), z.number()),
});
export type KeptRecord = z.infer<typeof recordSchema>;

export const emptyRecord = (): KeptRecord => ({ manifests: {}, events: [], furtherEvents: 0, answeredAt: {} });

const TOLD: Partial<Record<DecisionView['kind'], ReadonlySet<string>>> = {
  observed: new Set(['ManifestRead', 'ManifestRejected', 'ContainerDied']),
  done: new Set(['CreateSandbox', 'StartContainer', 'KillContainer']),
  failed: new Set(['CreateSandbox', 'StartContainer', 'MountVolume']),
};

/** The record with what of `decisions` is worth a line in a book. Same object when nothing is. */
export function withEvents(record: KeptRecord, decisions: readonly DecisionView[]): KeptRecord {
  const told = decisions.filter(({ kind, what }) => TOLD[kind]?.has(what));
  if (told.length === 0) return record;
  const fresh = told.slice(0, MAX_EVENTS - record.events.length).map(kept);
  const furtherEvents = record.furtherEvents + told.length - fresh.length;
  return { ...record, events: [...record.events, ...fresh], furtherEvents };
}

/** Without the reason: the book tells what happened, the stage why. */
function kept({ because: _because, facts: all, ...event }: DecisionView): KeptRecord['events'][number] {
  const short = Object.entries(all).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.slice(0, MAX_FACT_CHARS) : value,
  ]);
  return { ...event, facts: Object.fromEntries(short) };
}

/** The record with the manifests of now in place of those before; the first of them by name when there are too many. */
export function withManifests(record: KeptRecord, files: Readonly<Record<string, string>>): KeptRecord {
  const names = Object.keys(files).sort().slice(0, MAX_MANIFESTS);
  const manifests = names.map((name): [string, KeptManifest] => {
    const text = files[name] ?? '';
    return [name, { text: text.slice(0, MAX_MANIFEST_CHARS), cut: text.length > MAX_MANIFEST_CHARS }];
  });
  return { ...record, manifests: Object.fromEntries(manifests) };
}
