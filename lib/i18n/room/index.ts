// A workshop's doors: joining, coming back, the trainer's entrance. What is inside the room: ./member and ./board.
import type { JoinRefusal } from '@/lib/room/member';
import type { Texts } from '../locale';
import { de } from './de';
import { en } from './en';

export interface DoorTexts {
  /** Of the window. */
  joinTitle: string;
  trainerTitle: string;
  language: string;
  join: {
    heading: string;
    lead: string;
    code: string;
    codeHint: string;
    name: string;
    nameHint: string;
    submit: string;
    /** To the other form, and back. */
    haveResume: string;
    haveCode: string;
    toTrainer: string;
  };
  resume: { heading: string; lead: string; code: string; codeHint: string; submit: string };
  trainer: { heading: string; lead: string; secret: string; secretHint: string; submit: string; toJoin: string };
  entering: string;
  /** Something that was to be typed is missing. */
  codeMissing: string;
  resumeMissing: string;
  secretMissing: string;
  /** Why somebody was not let in, and what to do. */
  refused: Record<JoinRefusal | 'unreachable', string>;
  /** In place of `wrong-code` where a resume code was asked for. */
  wrongResume: string;
  noWorkshop: string;
  toStart: string;
  alreadyIn: string;
  goOn: string;
  noScript: string;
}

export const doorTexts: Texts<DoorTexts> = { de, en };
