import type { Texts } from '../locale';
import { de } from './de';
import { en } from './en';

export const lessonTexts: Texts<typeof de> = { de, en };
