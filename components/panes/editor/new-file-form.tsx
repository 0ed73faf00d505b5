'use client';
import { type FormEvent, useState } from 'react';
import { useWorkbench } from '@/components/state/workbench-store';
import { useTexts } from '@/components/ui/locale';
import { useFirstFocus } from '@/components/ui/use-first-focus';
import { editorTexts } from '@/lib/i18n/editor';
import { FILE_NAME } from '@/lib/protocol/limits';
import { replaceText } from './documents';

const skeleton = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')}\nspec:\n  containers:\n    - name: \n`;

/** Asks for a name in place of the plus; the file is a draft until it is saved. */
export function NewFileForm({ files, onDone }: { files: string[]; onDone: () => void }) {
  const t = useTexts(editorTexts);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState('');
  const input = useFirstFocus<HTMLInputElement>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const file = /\.[a-z]+$/i.test(name) ? name : `${name}.yaml`;
    if (!FILE_NAME.test(file) || name === '') return setProblem(t.badName);
    if (files.includes(file)) return setProblem(t.nameTaken(file));
    replaceText(file, skeleton(file));
    useWorkbench.getState().setOpenFile(file);
    onDone();
  };
  return (
    <form className="ed-new" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onDone()}>
      <input
        aria-label={t.newFileName}
        placeholder="nginx.yaml"
        value={name}
        ref={input}
        aria-invalid={problem !== ''}
        aria-describedby="ed-new-problem"
        onChange={(event) => setName(event.target.value)}
        maxLength={253}
        spellCheck={false}
        autoComplete="off"
      />
      <button type="submit" className="btn text">
        {t.create}
      </button>
      <button type="button" className="btn text" onClick={onDone}>
        {t.cancel}
      </button>
      <span id="ed-new-problem" role="alert" className="ed-new-problem">
        {problem}
      </span>
    </form>
  );
}
