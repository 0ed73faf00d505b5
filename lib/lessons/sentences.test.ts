import { describe, expect, it } from 'vitest';
import { lessonTexts } from '@/lib/i18n/lesson';
import { LOCALES } from '@/lib/i18n/locale';
import { FACT_FORMATS, fillSentence, placeholders, plainSentence } from './sentences';

const filling = { facts: { id: '8b049508e0dc', gap: 2700, at: 1000 }, locale: 'de' as const, now: 143_000 };

describe('fillSentence', () => {
  it('fills text, code and nested parts', () => {
    const sentence = [
      ...plainSentence('Nach {gap|span}: `{id}` '),
      { kind: 'strong' as const, children: plainSentence('seit {at|since}') },
    ];
    expect(fillSentence(sentence, filling)).toEqual([
      { kind: 'text', text: 'Nach 2,7\u00a0s: ' },
      { kind: 'code', text: '8b049508e0dc' },
      { kind: 'text', text: ' ' },
      { kind: 'strong', children: [{ kind: 'text', text: 'seit 2\u00a0min 22\u00a0s' }] },
    ]);
  });

  it('shows a dash for a fact that is not there', () => {
    expect(fillSentence(plainSentence('{nothing}'), filling)).toEqual([{ kind: 'text', text: '–' }]);
  });
});

describe('the shared sentences', () => {
  it.each(LOCALES)('use known formats (%s)', (locale) => {
    const formats = Object.values(lessonTexts[locale].check).flatMap((text) =>
      placeholders(plainSentence(text)).map(({ format }) => format),
    );
    expect(formats.filter((format) => format !== '' && !FACT_FORMATS.some((known) => known === format))).toEqual([]);
  });

  it('name the same facts in both languages', () => {
    const names = (text: string) =>
      placeholders(plainSentence(text))
        .map(({ name, format }) => `${name}|${format}`)
        .sort();
    const { de, en } = lessonTexts;
    for (const [key, text] of Object.entries(de.check)) {
      expect([key, names(text)]).toEqual([key, names(en.check[key as keyof typeof en.check])]);
    }
  });
});
