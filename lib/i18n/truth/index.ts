import type { Texts } from '../locale';
import { de } from './de';
import { en } from './en';

export const truthTexts: Texts<typeof de> = { de, en };
