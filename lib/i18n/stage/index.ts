import type { Texts } from '../locale';
import { de } from './de';
import { de as decisionsDe } from './decisions-de';
import { en as decisionsEn } from './decisions-en';
import { en } from './en';
import { timeDe } from './time-de';
import { timeEn } from './time-en';
import type { Vocabulary } from './vocabulary';

export type StageTexts = typeof de;
export type TimeTexts = typeof timeDe;

/** Labels of the stage. `…` is code, **…** is emphasis. */
export const stageTexts: Texts<StageTexts> = { de, en };
/** Timeline, looking back, recordings. Same marks. */
export const timeTexts: Texts<TimeTexts> = { de: timeDe, en: timeEn };
/** Sentences for everything a kubelet can see, decide and do. */
export const decisionTexts: Texts<Vocabulary> = { de: decisionsDe, en: decisionsEn };

export { decisionReason, decisionSentence, type Told, type Vocabulary } from './vocabulary';
