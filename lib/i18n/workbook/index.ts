import type { Texts } from '../locale';
import { de } from './de';
import { en } from './en';

export const workbookTexts: Texts<typeof de> = { de, en };
