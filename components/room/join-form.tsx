'use client';
import Link from 'next/link';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { knock } from '@/components/client/room-doors';
import { useLocale, useTexts } from '@/components/ui/locale';
import { doorTexts } from '@/lib/i18n/room';
import { codeInFragment, MAX_NAME, plainCode, plainName } from '@/lib/room/codes';
import { DoorField, DoorFoot, DoorNote, useDoor, useWhoAmI } from './door-parts';

/** Takes a seat, or goes back to one; then on to `next`. A code in the address is put into the field and never sent by itself. */
export function JoinForm({ next }: { next: string }) {
  const me = useWhoAmI();
  const [returning, setReturning] = useState(false);
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  useEffect(() => {
    const read = () => {
      const given = codeInFragment(location.hash);
      if (given) setCode(given);
    };
    read();
    // Another link that was opened in the same tab does not load the page again.
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return (
    <DoorNote me={me} next={next}>
      {returning ? (
        <Resume next={next} onBack={() => setReturning(false)} />
      ) : (
        <Join
          next={next}
          code={code}
          name={name}
          onCode={setCode}
          onName={setName}
          onResume={() => setReturning(true)}
        />
      )}
    </DoorNote>
  );
}

interface JoinProps {
  next: string;
  code: string;
  name: string;
  onCode(code: string): void;
  onName(name: string): void;
  onResume(): void;
}

function Join({ next, code, name, onCode, onName, onResume }: JoinProps) {
  const t = useTexts(doorTexts);
  const locale = useLocale();
  const door = useDoor(next);
  const [missing, setMissing] = useState<'code' | 'name' | null>(null);
  const heading = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = { code: plainCode(code), name: plainName(name), locale };
    const lacks = given.code === '' ? 'code' : given.name === '' ? 'name' : null;
    setMissing(lacks);
    if (lacks) {
      document.getElementById(lacks)?.focus();
      return door.complain(lacks === 'code' ? t.codeMissing : t.refused['name-missing']);
    }
    void door.open(knock('/join', given), (refusal) => {
      setMissing(refusal === 'wrong-code' ? 'code' : refusal.startsWith('name-') ? 'name' : null);
      return t.refused[refusal];
    });
  };
  return (
    <form className="login-form" method="post" action="/join" noValidate aria-labelledby={heading} onSubmit={submit}>
      <h1 id={heading}>{t.join.heading}</h1>
      <p className="login-lead">{t.join.lead}</p>
      <DoorField
        id="code"
        label={t.join.code}
        hint={t.join.codeHint}
        code
        maxLength={20}
        invalid={missing === 'code'}
        disabled={door.busy}
        value={code}
        onChange={onCode}
      />
      <DoorField
        id="name"
        label={t.join.name}
        hint={t.join.nameHint}
        autoComplete="nickname"
        maxLength={MAX_NAME}
        invalid={missing === 'name'}
        disabled={door.busy}
        value={name}
        onChange={onName}
      />
      <DoorFoot door={door} submit={t.join.submit} />
      <p className="login-else">
        <button type="button" className="link" onClick={onResume}>
          {t.join.haveResume}
        </button>
        <Link href={`/${locale}/trainer`} prefetch={false}>
          {t.join.toTrainer}
        </Link>
      </p>
    </form>
  );
}

function Resume({ next, onBack }: { next: string; onBack(): void }) {
  const t = useTexts(doorTexts);
  const door = useDoor(next);
  const [code, setCode] = useState('');
  const heading = useId();
  useEffect(() => document.getElementById('resume')?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (plainCode(code) === '') return door.complain(t.resumeMissing);
    void door.open(knock('/resume', { code: plainCode(code) }), (refusal) =>
      refusal === 'wrong-code' ? t.wrongResume : t.refused[refusal],
    );
  };
  return (
    <form className="login-form" method="post" action="/resume" noValidate aria-labelledby={heading} onSubmit={submit}>
      <h1 id={heading}>{t.resume.heading}</h1>
      <p className="login-lead">{t.resume.lead}</p>
      <DoorField
        id="resume"
        label={t.resume.code}
        hint={t.resume.codeHint}
        code
        maxLength={30}
        invalid={door.problem !== ''}
        disabled={door.busy}
        value={code}
        onChange={setCode}
      />
      <DoorFoot door={door} submit={t.resume.submit} />
      <p className="login-else">
        <button type="button" className="link" onClick={onBack}>
          {t.join.haveCode}
        </button>
      </p>
    </form>
  );
}
