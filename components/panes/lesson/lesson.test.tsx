// Every step of every lesson in both languages, as the server renders it before the lab has answered.
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { lessonOutlines, lessonStep } from '@/app/content/lessons';
import { LocaleProvider } from '@/components/ui/locale';
import { LOCALES } from '@/lib/i18n/locale';
import { LessonPane } from './index';

const PAGES = LOCALES.flatMap((locale) =>
  lessonOutlines(locale).flatMap((lesson) => lesson.steps.map((step) => ({ locale, slug: lesson.slug, id: step.id }))),
);

const render = (locale: 'de' | 'en', slug: string, id: string): string => {
  const page = lessonStep(locale, slug, id);
  if (!page) throw new Error(`no such step: ${slug}/${id}`);
  return renderToString(
    <LocaleProvider locale={locale}>
      <LessonPane lesson={page.lesson} step={page.step} />
    </LocaleProvider>,
  );
};

describe('LessonPane', () => {
  it.each(PAGES)('renders $slug/$id ($locale)', ({ locale, slug, id }) => {
    const html = render(locale, slug, id);
    const step = lessonStep(locale, slug, id)?.step;
    for (const task of step?.tasks ?? []) expect(html).toContain(`data-task="${task.id}"`);
    for (const question of Object.keys(step?.questions ?? {})) expect(html).toContain(`data-question="${question}"`);
    expect(html).toContain(`<h1>${step?.title}</h1>`);
    expect(html).toContain('data-testid="lesson"');
    // What only the lab knows is named, never shown raw; a solution and the trainer's notes are not sent at all.
    expect(html).not.toMatch(/\{\{[a-zA-Z]/);
    expect(JSON.stringify(step)).not.toMatch(/"(solve|trainer)"/);
  });

  it('leads from the end of the part to the printable workbook, and from nowhere else', () => {
    const atTheEnd = lessonOutlines('en').flatMap(({ slug, steps }) =>
      render('en', slug, steps.at(-1)?.id ?? '').includes('href="/en/workbook"') ? [slug] : [],
    );
    expect(atTheEnd).toEqual(['12-rescue']);
  });

  it('has no page for what does not exist', () => {
    expect(lessonStep('de', 'walkthrough', 'nowhere')).toBeUndefined();
    expect(lessonStep('de', '../etc', 'start')).toBeUndefined();
  });
});
