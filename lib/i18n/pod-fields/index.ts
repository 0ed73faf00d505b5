import type { Texts } from '../locale';
import { de } from './de';
import { en } from './en';

export const podFieldTexts: Texts<Record<string, string>> = { de, en };
