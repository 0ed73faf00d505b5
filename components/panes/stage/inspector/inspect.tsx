'use client';
import { useEffect, useState } from 'react';
import { request } from '@/components/client';
import { useLocale, useTexts } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import { inspectorTexts } from '@/lib/i18n/stage';
import type { ContainerView } from '@/lib/protocol/view';
import { shortId } from '../model/names';
import { useIsPast } from '../source';

/** What `docker inspect` says of the newest instance; asked again when its state changes. */
export function Inspect({ container }: { container: ContainerView }) {
  const t = useTexts(inspectorTexts).inspect;
  const locale = useLocale();
  const past = useIsPast();
  const [newest] = container.instances;
  const id = newest?.id ?? '';
  const [said, setSaid] = useState<{ key: string; text: string } | null>(null);
  const key = `${id} ${newest?.state}`;
  useEffect(() => {
    if (!id || past) return;
    let wanted = true;
    void request('container:inspect', { containerId: id }).then((answer) => {
      if (wanted) setSaid({ key, text: answer.ok ? answer.value.text : failureText(answer.error, locale) });
    });
    return () => {
      wanted = false;
    };
  }, [id, key, past, locale]);
  if (past) return <p className="inspector-note">{t.past}</p>;
  if (!id) return <p className="inspector-note">{t.none}</p>;
  return (
    <>
      <p className="inspector-command mono">$ sudo docker inspect {shortId(id)}</p>
      {said ? <pre className="inspector-code">{said.text}</pre> : <p className="inspector-note">{t.loading}</p>}
    </>
  );
}
