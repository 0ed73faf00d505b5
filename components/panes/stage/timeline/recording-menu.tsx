'use client';
import { type ChangeEvent, useRef, useState } from 'react';
import { Icon } from '@/components/ui/icon';
import { useLocale, useTexts } from '@/components/ui/locale';
import { RECORDING_LIMITS, recordingFileName } from '@/lib/history/recording';
import { failureText } from '@/lib/i18n/errors';
import { bytes, number } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { timeTexts } from '@/lib/i18n/stage';
import { makeRecording, openRecording, type ReadProblem } from '../time/recordings';
import { saveFile } from '../time/save-file';

/** What is wrong with a file, as a sentence. */
function problemText(problem: ReadProblem, locale: Locale): string {
  const t = timeTexts[locale].recording;
  switch (problem.code) {
    case 'tooLarge':
      return t.error.tooLarge(bytes(problem.bytes, locale), bytes(RECORDING_LIMITS.bytes, locale));
    case 'newer':
      return t.error.newer(problem.version);
    case 'broken':
      return t.error.broken(problem.where);
    case 'tooMany':
      return t.error.tooMany(t.what[problem.what], number(RECORDING_LIMITS[problem.what], locale));
    case 'unreadable':
    case 'notJson':
    case 'notRecording':
      return t.error[problem.code];
  }
}

type Said = { bad: boolean; text: string };

/** Save what the lab remembers, or open a file and watch it instead. */
export function RecordingMenu() {
  const t = useTexts(timeTexts).recording;
  const locale = useLocale();
  const menu = useRef<HTMLDetailsElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<Said | null>(null);

  const save = async () => {
    setSaid({ bad: false, text: t.exporting });
    const made = await makeRecording();
    if (!made.ok) return setSaid({ bad: true, text: failureText(made.error, locale) });
    saveFile(recordingFileName(made.recording), JSON.stringify(made.recording), 'application/json');
    setSaid(made.cut ? { bad: false, text: t.tooBig } : null);
    if (!made.cut && menu.current) menu.current.open = false;
  };
  const open = async (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.target.files ?? [];
    if (!chosen) return;
    const problem = await openRecording(chosen);
    setSaid(problem && { bad: true, text: problemText(problem, locale) });
    // The same file may be chosen again.
    if (file.current) file.current.value = '';
  };
  return (
    <details
      className="tl-menu"
      ref={menu}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !menu.current?.open) return;
        event.stopPropagation();
        menu.current.open = false;
        menu.current.querySelector('summary')?.focus();
      }}
    >
      <summary className="btn icon" aria-label={t.menu} title={t.menu} data-testid="recordings">
        <Icon name="download" />
      </summary>
      <div>
        <button type="button" className="btn" data-testid="recording-save" onClick={() => void save()}>
          <Icon name="download" />
          {t.export}
        </button>
        <button type="button" className="btn" onClick={() => file.current?.click()}>
          <Icon name="folder-open" />
          {t.import}
        </button>
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={t.import}
          data-testid="recording-file"
          onChange={(event) => void open(event)}
        />
        <p role="status" data-st={said?.bad ? 'failed' : undefined} hidden={!said}>
          {said?.text}
        </p>
      </div>
    </details>
  );
}
