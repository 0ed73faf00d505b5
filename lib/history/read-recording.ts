// Reads a recording that somebody hands us: it may be broken, huge or made to hurt. Nothing of it reaches the stage before each of
// its moments was found to be a view. Carries a validator: load it when a file is opened, not with the page.
import { z } from 'zod';
import { apply, type Op } from '@/lib/protocol/changes';
import type { LabView } from '@/lib/protocol/view';
import { RECORDING_FORMAT, RECORDING_LIMITS, RECORDING_VERSION, type Recording } from './recording';
import { touchedProblem, viewProblem } from './view-schema';

/** Why a file is not played; the sentences are in lib/i18n/stage. */
export type RecordingRefusal =
  | { code: 'notJson' }
  | { code: 'notRecording' }
  | { code: 'newer'; version: number }
  | { code: 'tooMany'; what: 'frames' | 'pods' }
  | { code: 'broken'; where: string };
export type ReadRecording = { ok: true; recording: Recording } | { ok: false; refusal: RecordingRefusal };

const time = z.number().min(0).max(8_640_000_000_000_000);
const path = z.array(z.string().max(512)).min(1).max(16);
const op = z.union([
  z.strictObject({ op: z.literal('set'), path, value: z.unknown() }),
  z.strictObject({ op: z.literal('unset'), path }),
]);
const frame = z.strictObject({ at: time, ops: z.array(op).max(20_000) });
const head = z.looseObject({ format: z.literal(RECORDING_FORMAT), version: z.number() });
const body = z.looseObject({
  node: z.string().min(1).max(253),
  to: time,
  start: z.looseObject({ at: time, view: z.unknown() }),
  frames: z.array(z.unknown()),
});

/** How long the page may be kept from drawing, ms. */
const SLICE_MS = 40;

const refused = (refusal: RecordingRefusal): ReadRecording => ({ ok: false, refusal });
const broken = (where: string): ReadRecording => refused({ code: 'broken', where });

/**
 * Reads the text of a file. Checks every moment, in slices between which `pause` lets others run. `now`: monotonous ms.
 */
export async function readRecording(
  text: string,
  pause: () => Promise<void>,
  now: () => number = () => performance.now(),
): Promise<ReadRecording> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused({ code: 'notJson' });
  }
  const opened = head.safeParse(value);
  if (!opened.success) return refused({ code: 'notRecording' });
  if (opened.data.version !== RECORDING_VERSION) return refused({ code: 'newer', version: opened.data.version });
  const parsed = body.safeParse(value);
  if (!parsed.success) return broken(parsed.error.issues[0]?.path.map(String).join('.').slice(0, 120) ?? '');
  if (parsed.data.frames.length > RECORDING_LIMITS.frames) return refused({ code: 'tooMany', what: 'frames' });
  const problem = viewProblem(parsed.data.start.view, RECORDING_LIMITS.pods);
  if (problem) return broken(`start.${problem}`);
  const wrong = await checkFrames(parsed.data.start, parsed.data.frames, pause, now);
  return wrong ?? { ok: true, recording: value as Recording };
}

async function checkFrames(
  start: { at: number; view: unknown },
  frames: unknown[],
  pause: () => Promise<void>,
  now: () => number,
): Promise<ReadRecording | null> {
  let view = start.view as LabView;
  let before = start.at;
  let began = now();
  for (const [index, raw] of frames.entries()) {
    const parsed = frame.safeParse(raw);
    if (!parsed.success) return broken(`frames.${index}`);
    const { at, ops } = parsed.data;
    if (at < before) return broken(`frames.${index}.at`);
    before = at;
    view = apply(view, ops as Op[]);
    if (Object.keys(view.pods).length > RECORDING_LIMITS.pods) return refused({ code: 'tooMany', what: 'pods' });
    for (const path of touched(ops)) {
      const problem = touchedProblem({ ...view }, path);
      if (problem) return broken(`frames.${index}.${problem}`);
    }
    if (now() - began < SLICE_MS) continue;
    await pause();
    began = now();
  }
  return null;
}

/** Each part that a frame touches, once. */
function touched(ops: { path: string[] }[]): string[][] {
  const parts = new Map(
    ops.map(({ path: [section = '', key] }) => [`${section} ${key}`, key === undefined ? [section] : [section, key]]),
  );
  return [...parts.values()];
}
