import type { Texts } from '../locale';
import { de } from './de';
import { de as decisionsDe } from './decisions-de';
import { en as decisionsEn } from './decisions-en';
import { en } from './en';
import type { Vocabulary } from './vocabulary';

export type StageTexts = typeof de;

/** Labels of the stage. `…` is code, **…** is emphasis. */
export const stageTexts: Texts<StageTexts> = { de, en };
/** Sentences for everything a kubelet can see, decide and do. */
export const decisionTexts: Texts<Vocabulary> = { de: decisionsDe, en: decisionsEn };

export { decisionReason, decisionSentence, type Told, type Vocabulary } from './vocabulary';
