'use client';
// Asks for a file's name in place of the plus.
import { type FormEvent, useState } from 'react';
import { useLab } from '@/components/state/lab-store';
import { useWorkbench } from '@/components/state/workbench-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { useFirstFocus } from '@/components/ui/use-first-focus';
import { editorTexts } from '@/lib/i18n/editor';
import { failureText } from '@/lib/i18n/errors';
import { FILE_NAME } from '@/lib/protocol/limits';
import { renameDocument, replaceText } from './documents';

const skeleton = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')}\nspec:\n  containers:\n    - name: \n`;

interface NameFormProps {
  label: string;
  action: string;
  initial: string;
  files: string[];
  onDone(): void;
  /** Takes a good and free name; a sentence when that failed. */
  onName(file: string): Promise<string>;
}

function NameForm({ label, action, initial, files, onDone, onName }: NameFormProps) {
  const t = useTexts(editorTexts);
  const [name, setName] = useState(initial);
  const [problem, setProblem] = useState('');
  const input = useFirstFocus<HTMLInputElement>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const file = /\.[a-z]+$/i.test(name) ? name : `${name}.yaml`;
    if (file === initial) return onDone();
    if (!FILE_NAME.test(file) || name === '') return setProblem(t.badName);
    if (files.includes(file)) return setProblem(t.nameTaken(file));
    const failed = await onName(file);
    if (failed) setProblem(failed);
    else onDone();
  };
  return (
    <form
      className="ed-new"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
    >
      <input
        aria-label={label}
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
        {action}
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

/** The file is a draft until it is saved. */
export function NewFileForm({ files, onDone }: { files: string[]; onDone(): void }) {
  const t = useTexts(editorTexts);
  const create = async (file: string) => {
    replaceText(file, skeleton(file));
    useWorkbench.getState().setOpenFile(file);
    return '';
  };
  return <NameForm label={t.newFileName} action={t.create} initial="" files={files} onDone={onDone} onName={create} />;
}

export function RenameForm({ file, files, onDone }: { file: string; files: string[]; onDone(): void }) {
  const t = useTexts(editorTexts);
  const locale = useLocale();
  const rename = async (to: string) => {
    const onDisk = useLab.getState().view?.manifests[file] !== undefined;
    const failure = await renameDocument(file, to, onDisk);
    return failure ? failureText(failure, locale) : '';
  };
  return (
    <NameForm
      label={t.newName(file)}
      action={t.renameDo}
      initial={file}
      files={files}
      onDone={onDone}
      onName={rename}
    />
  );
}
