import type { Texts } from '../locale';
import { de } from './de';
import { de as decisionsDe } from './decisions-de';
import { en as decisionsEn } from './decisions-en';
import { en } from './en';
import { inspectorDe } from './inspector-de';
import { inspectorEn } from './inspector-en';
import { loopDe } from './loop-de';
import { loopEn } from './loop-en';
import { timeDe } from './time-de';
import { timeEn } from './time-en';
import type { Vocabulary } from './vocabulary';

export type StageTexts = typeof de;
export type InspectorTexts = typeof inspectorDe;
export type TimeTexts = typeof timeDe;

/** Labels of the stage. `…` is code, **…** is emphasis. */
export const stageTexts: Texts<StageTexts> = { de, en };
/** Inspector and its actions. Same marks. */
export const inspectorTexts: Texts<InspectorTexts> = { de: inspectorDe, en: inspectorEn };
/** The loop's controls and the step that it is held at. Same marks. */
export const loopTexts: Texts<typeof loopDe> = { de: loopDe, en: loopEn };
/** Timeline, looking back, recordings. Same marks. */
export const timeTexts: Texts<TimeTexts> = { de: timeDe, en: timeEn };
/** Sentences for everything a kubelet can see, decide and do. */
export const decisionTexts: Texts<Vocabulary> = { de: decisionsDe, en: decisionsEn };

export { decisionReason, decisionSentence, type Told, type Vocabulary } from './vocabulary';
