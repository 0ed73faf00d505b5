// For tests of the edge: a room that lets in whoever has its code, and nobody else.
import type { Member } from '@/lib/room/member';
import type { Workshop } from './workshop-doors';

export interface FakeWorkshop extends Workshop {
  readonly members: Set<Member>;
  /** Sessions that have become trainers'. */
  readonly trainers: string[];
  /** Codes and secrets that were looked at. */
  readonly checked: string[];
}

export const EVENT_CODE = 'ABCDEF';
export const TRAINER_SECRET = 'correct horse battery';

export function createFakeWorkshop(): FakeWorkshop {
  const members = new Set<Member>(['trainer']);
  const trainers: string[] = [];
  const checked: string[] = [];
  let seats = 0;
  return {
    members,
    trainers,
    checked,
    async join({ code }) {
      checked.push(code);
      if (code !== EVENT_CODE) return { refusal: 'wrong-code' };
      seats += 1;
      const member: Member = `s${String(seats).padStart(2, '0')}`;
      members.add(member);
      return { member };
    },
    resume(code) {
      checked.push(code);
      return code === 'RESUME2345' ? 's01' : undefined;
    },
    async isTrainer(secret) {
      checked.push(secret);
      return secret === TRAINER_SECRET;
    },
    trainerIn: (session) => void trainers.push(session),
    has: (member) => members.has(member),
    csv: () => 'seat\r\n',
    metrics: (refused) => `refused ${refused.join}\n`,
  };
}
