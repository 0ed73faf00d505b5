// For tests that walk the tables: what each event is sent with.
import { randomUUID } from 'node:crypto';
import type { ClientEvent } from '@/lib/protocol/events';
import type { RoomEvent } from '@/lib/protocol/room';

/** One valid payload for each event; the type asks for all of them. */
const id = randomUUID();
const terminal = 't1';
const step = { lesson: 'kubelet', step: 'first' };
export const VALID: Record<ClientEvent, Record<string, unknown>> = {
  'view:snapshot': {},
  'machine:facts': {},
  'file:read': { file: 'a.yaml' },
  'file:save': { id, file: 'a.yaml', content: 'x', revision: '' },
  'file:rename': { id, file: 'a.yaml', to: 'b.yaml' },
  'file:delete': { id, file: 'a.yaml', revision: 'x' },
  'container:kill': { id, containerId: 'abcdef012345' },
  'container:stop': { id, containerId: 'abcdef012345' },
  'container:remove': { id, containerId: 'abcdef012345' },
  'container:fill': { id, containerId: 'abcdef012345' },
  'container:inspect': { containerId: 'abcdef012345' },
  'container:log': { containerId: 'abcdef012345', from: 0 },
  'kubelet:start': { id },
  'loop:pause': { id },
  'loop:resume': { id },
  'loop:step': { id, podUid: 'u1' },
  'loop:speed': { id, delayMs: 500 },
  'history:track': {},
  'history:at': { at: 1000 },
  'history:reel': { index: 0 },
  'term:open': { id, cols: 80, rows: 24 },
  'term:attach': { terminal, offset: 0 },
  'term:detach': { terminal },
  'term:input': { terminal, seq: 1, data: 'ls\r' },
  'term:resize': { terminal, cols: 80, rows: 24 },
  'term:taken': { terminal, bytes: 1 },
  'term:close': { id, terminal },
  'lesson:enter': step,
  'lesson:answer': { ...step, question: 'q', answer: 'a' },
  'lesson:hint': { ...step, opened: 1 },
  'lesson:solve': { ...step, id, task: 'task' },
  'lesson:reset': { ...step, id },
  'lesson:restart': { lesson: step.lesson, id },
  'workbook:read': {},
};

export const VALID_ROOM: Record<RoomEvent, Record<string, unknown>> = {
  'room:hand': { raised: true },
  'room:at': { lesson: 'kubelet', step: 'first' },
  'room:follow': { follows: true },
  'room:typing': { granted: false },
  'room:work-here': {},
  'room:open': { open: true },
  'room:announce': { after: 0, text: 'Break', snippet: '' },
  'room:position': { after: 0, place: { lesson: 'kubelet', step: 'first' } },
  'room:reset': { seat: 's01', labNumber: 1 },
  'room:remove': { seat: 's01' },
  'room:ask-typing': { seat: 's01', wanted: true },
  'room:lower-hand': { seat: 's01' },
};
