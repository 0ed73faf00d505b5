import type { Texts } from '../locale';
import { de } from './member-de';
import { en } from './member-en';

/** What a workshop adds to the workbench: the participant's bar, and the trainer's. */
export const memberTexts: Texts<typeof de> = { de, en };
