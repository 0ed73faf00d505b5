import type { Texts } from '../locale';
import { de } from './board-de';
import { en } from './board-en';

/** The trainer's pages: the class board and the presenter's window. */
export const boardTexts: Texts<typeof de> = { de, en };
