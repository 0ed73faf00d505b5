import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { lessonOutlines, trainerNotes } from '@/app/content/lessons';
import { LOCALES } from '@/lib/i18n/locale';
import { NOTE_KINDS, Notes } from './notes';

describe.each(LOCALES)('a trainer’s notes (%s)', (locale) => {
  const notes = trainerNotes(locale);
  it('belong to steps that exist, and hold only what is drawn', () => {
    const steps = lessonOutlines(locale).flatMap(({ slug, steps }) => steps.map(({ id }) => `${slug}/${id}`));
    expect(notes.length).toBeGreaterThan(40);
    for (const { lesson, step, blocks } of notes) {
      expect(steps).toContain(`${lesson}/${step}`);
      expect(blocks.filter(({ kind }) => !NOTE_KINDS.has(kind))).toEqual([]);
    }
  });
  it('are drawn as prose', () => {
    for (const { lesson, blocks } of notes)
      expect(renderToString(<Notes slug={lesson} of={blocks} />)).toMatch(/^<p>./);
  });
});
