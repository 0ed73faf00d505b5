'use client';
import Link from 'next/link';
import { type FormEvent, useEffect, useState } from 'react';
import { knock } from '@/components/client/room-doors';
import { useLocale, useTexts } from '@/components/ui/locale';
import { doorTexts } from '@/lib/i18n/room';
import { DoorField, DoorFoot, DoorNote, useDoor, useWhoAmI } from './door-parts';

/** Exchanges the trainer's secret for a session and goes on to `next`. */
export function TrainerForm({ next }: { next: string }) {
  const t = useTexts(doorTexts);
  const locale = useLocale();
  const me = useWhoAmI();
  const door = useDoor(next);
  const [secret, setSecret] = useState('');
  const member = me?.member;
  useEffect(() => {
    if (member === 'trainer') location.replace(next);
  }, [member, next]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (secret.trim() === '') return door.complain(t.secretMissing);
    void door.open(knock('/trainer', { secret: secret.trim() }), (refusal) => t.refused[refusal]);
  };
  return (
    <DoorNote me={me} next={next}>
      <form className="login-form" method="post" action="/trainer" noValidate onSubmit={submit}>
        <h1>{t.trainer.heading}</h1>
        <p className="login-lead">{t.trainer.lead}</p>
        <DoorField
          id="secret"
          label={t.trainer.secret}
          hint={t.trainer.secretHint}
          type="password"
          autoComplete="current-password"
          invalid={door.problem !== ''}
          disabled={door.busy}
          value={secret}
          onChange={setSecret}
        />
        <DoorFoot door={door} submit={t.trainer.submit} />
        <p className="login-else">
          <Link href={`/${locale}/join`} prefetch={false}>
            {t.trainer.toJoin}
          </Link>
        </p>
      </form>
    </DoorNote>
  );
}
