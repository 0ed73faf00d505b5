// Every socket event, with the schema that its payload is validated by on arrival. A handler without a row here can't exist:
// server/realtime registers exactly these, and its test walks them.
import { z } from 'zod';
import type { ReelText } from '@/lib/history/reel';
import type { TrackData } from '@/lib/history/track';
import type { Change, Snapshot } from './changes';
import { FILE_NAME, MAX_FILE_BYTES, MAX_INPUT_BYTES, MAX_LOOP_DELAY_MS } from './limits';
import type { MachineFacts } from './machine';
import type { LabView } from './view';
import type { Workbook } from './workbook';

/** Failures as data; the sentence for each code is in lib/i18n/errors. */
export const ERROR_CODES = [
  'Invalid', // payload does not match its schema; facts: where
  'NotFound', // facts: what
  'Conflict', // the file changed since it was read, or another trainer was faster; facts: file, revision, or room: what of it
  'Exists', // facts: file
  'BadFileName', // facts: file
  'TooLarge', // facts: file, bytes, limit
  'DiskFull', // facts: file
  'WriteFailed', // facts: file, message
  'EngineUnavailable', // facts: message
  'BrokerAway', // the process that holds engine and terminals does not answer
  'NotRunning', // facts: container
  'NoMemoryLimit', // facts: container
  'NotOurs', // the container does not belong to this lab
  'TooManyTerminals', // facts: limit
  'TerminalGone',
  'InputTooLarge', // facts: bytes, limit
  'KubeletStopped', // no kubelet runs in this lab
  'KubeletRuns', // one runs already; facts: terminal
  'Busy', // a solve or reset is being played
  'TooManyRequests', // faster than any person or page of ours; facts: retryMs
  'ReadOnly', // this tab looks at somebody else's lab
  'Elsewhere', // another browser works at this seat
  'NotAllowed', // a trainer's, or a participant's, to do
  'Failed', // facts: message
  'Timeout', // client side: no answer in time
  'Offline', // client side: not connected; nothing was sent
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];
export interface Failure {
  code: ErrorCode;
  facts: Record<string, string | number>;
}
export type Ack<T> = { ok: true; value: T } | { ok: false; error: Failure };

/** One plain file name. */
export const fileName = z.string().regex(FILE_NAME);

const containerId = z.string().regex(/^[0-9a-f]{12,64}$/);
const terminalId = z.string().regex(/^t[0-9]{1,6}$/);
const lessonSlug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
const stepId = lessonSlug;
const size = { cols: z.number().int().min(2).max(500), rows: z.number().int().min(1).max(200) };

/** Client → server; each is acknowledged. `id` makes a command idempotent: the same id twice is done once and answered twice. */
export const clientEvents = {
  'view:snapshot': z.strictObject({}),
  /** What the pre-flight page shows; see checkMachine. */
  'machine:facts': z.strictObject({}),
  'file:read': z.strictObject({ file: fileName }),
  /** `revision`: what the client last read, or '' for a file that must not exist yet. */
  'file:save': z.strictObject({
    id: z.uuid(),
    file: fileName,
    content: z.string().max(MAX_FILE_BYTES),
    revision: z.string().max(64),
  }),
  'file:rename': z.strictObject({ id: z.uuid(), file: fileName, to: fileName }),
  'file:delete': z.strictObject({ id: z.uuid(), file: fileName, revision: z.string().max(64) }),
  'container:kill': z.strictObject({ id: z.uuid(), containerId }),
  'container:stop': z.strictObject({ id: z.uuid(), containerId }),
  'container:remove': z.strictObject({ id: z.uuid(), containerId }),
  /** Lets a process in the container take memory until the kernel ends it; only with a memory limit. */
  'container:fill': z.strictObject({ id: z.uuid(), containerId }),
  /** What `docker inspect` says. */
  'container:inspect': z.strictObject({ containerId }),
  /** The next lines of a log; `from` 0 begins anew with the end of what there is, otherwise it is the last answer's `next`. */
  'container:log': z.strictObject({ containerId, from: z.number().int().min(0) }),
  /** Starts a kubelet on the lab's manifest folder, as the command that lessons type; its log is a terminal tab of its own. */
  'kubelet:start': z.strictObject({ id: z.uuid() }),
  /** Teaching controls of the running kubelet's sync loop; see LoopView. */
  'loop:pause': z.strictObject({ id: z.uuid() }),
  /** Held steps are given up, and their pods looked at anew. */
  'loop:resume': z.strictObject({ id: z.uuid() }),
  /** Lets one held step happen: that of `podUid`, or the one that has waited longest. */
  'loop:step': z.strictObject({ id: z.uuid(), podUid: z.string().min(1).max(253).optional() }),
  /** Slow motion: how long each step is held, ms; 0 = full speed. */
  'loop:speed': z.strictObject({ id: z.uuid(), delayMs: z.number().int().min(0).max(MAX_LOOP_DELAY_MS) }),
  /** What the timeline needs for everything that is remembered. */
  'history:track': z.strictObject({}),
  /** The stretch of history that holds a moment (ms since the epoch); the first or last one when it lies outside. */
  'history:at': z.strictObject({ at: z.number().min(0) }),
  /** The stretch with this number, or the nearest that is still kept. */
  'history:reel': z.strictObject({ index: z.number().int().min(0) }),
  'term:open': z.strictObject({ id: z.uuid(), ...size }),
  /** Replays from `offset` (bytes since the terminal was opened) and then streams. */
  'term:attach': z.strictObject({ terminal: terminalId, offset: z.number().int().min(0) }),
  'term:detach': z.strictObject({ terminal: terminalId }),
  /** `seq` counts this socket's inputs from 1; a repeated one is dropped. Only components/client/terminal-input.ts (typeIntoTerminal) sends this. */
  'term:input': z.strictObject({
    terminal: terminalId,
    seq: z.number().int().min(1),
    data: z.string().max(MAX_INPUT_BYTES),
  }),
  'term:resize': z.strictObject({ terminal: terminalId, ...size }),
  /** Bytes the client's screen has taken in since the last acknowledgement (flow control). */
  'term:taken': z.strictObject({
    terminal: terminalId,
    bytes: z
      .number()
      .int()
      .min(0)
      .max(16 * 1024 * 1024),
  }),
  'term:close': z.strictObject({ id: z.uuid(), terminal: terminalId }),
  'lesson:enter': z.strictObject({ lesson: lessonSlug, step: stepId }),
  'lesson:answer': z.strictObject({ lesson: lessonSlug, step: stepId, question: stepId, answer: stepId }),
  'lesson:hint': z.strictObject({ lesson: lessonSlug, step: stepId, opened: z.number().int().min(0).max(9) }),
  /** Plays the solution of one task, visibly. */
  'lesson:solve': z.strictObject({
    id: z.uuid(),
    lesson: lessonSlug,
    step: stepId,
    task: stepId,
    terminal: terminalId.optional(),
  }),
  /** Brings files and containers to where the step begins. */
  'lesson:reset': z.strictObject({ id: z.uuid(), lesson: lessonSlug, step: stepId }),
  /** A new attempt at the whole lesson: progress forgotten, values drawn anew, its first step built. */
  'lesson:restart': z.strictObject({ id: z.uuid(), lesson: lessonSlug }),
  /** The learner's own record, for the printed workbook. */
  'workbook:read': z.strictObject({}),
} as const;
export type ClientEvents = typeof clientEvents;
export type ClientEvent = keyof ClientEvents;
export type Payload<E extends ClientEvent> = z.infer<ClientEvents[E]>;

/** What each event's acknowledgement carries. */
export interface Answers {
  'view:snapshot': Snapshot<LabView>;
  'machine:facts': MachineFacts;
  'file:read': { content: string; revision: string };
  'file:save': { revision: string };
  'file:rename': Record<string, never>;
  'file:delete': Record<string, never>;
  /** `command`: as it could be typed. */
  'container:kill': { command: string };
  'container:stop': { command: string };
  'container:remove': { command: string };
  /** `survived`: the kernel ended the filling process only. */
  'container:fill': { command: string; survived: boolean };
  /** JSON, indented. */
  'container:inspect': { text: string };
  /** Each line begins with its time (RFC 3339) and a space. `over`: nothing more will come. */
  'container:log': { lines: string[]; next: number; over: boolean };
  /** `terminal`: the tab with its log. */
  'kubelet:start': { terminal: string };
  'loop:pause': Record<string, never>;
  'loop:resume': Record<string, never>;
  /** False: nothing was held. */
  'loop:step': { stepped: boolean };
  'loop:speed': Record<string, never>;
  'history:track': TrackData;
  'history:at': ReelText;
  'history:reel': ReelText;
  'term:open': { terminal: string };
  /** `from`: offset of the first byte that will come; larger than asked when the ring buffer no longer holds it. */
  'term:attach': { from: number; end: number };
  'term:detach': Record<string, never>;
  'term:input': Record<string, never>;
  'term:resize': Record<string, never>;
  'term:taken': Record<string, never>;
  'term:close': Record<string, never>;
  'lesson:enter': Record<string, never>;
  'lesson:answer': { right: boolean };
  'lesson:hint': Record<string, never>;
  'lesson:solve': Record<string, never>;
  'lesson:reset': Record<string, never>;
  'lesson:restart': Record<string, never>;
  'workbook:read': Workbook;
}
export type Answer<E extends ClientEvent> = Answers[E];

/** Server → client. Terminal bytes are their own channel and never enter a store. */
export interface ServerEvents {
  'view:change': (change: Change) => void;
  'term:data': (chunk: { terminal: string; offset: number; bytes: Uint8Array }) => void;
  /** The session is over (signed out elsewhere, secret rotated): go to the login page. */
  'session:end': () => void;
}
