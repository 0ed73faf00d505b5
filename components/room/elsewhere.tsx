'use client';
// One seat on two devices: this one looks on, and takes the seat by one click.
import { MonitorSmartphone } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '@/components/ui/locale';
import { memberTexts } from '@/lib/i18n/room/member';

interface ElsewhereProps {
  elsewhere: boolean;
  onTake(): void;
}

/** The region stands there all the time, so that what appears in it is read out. */
export function Elsewhere({ elsewhere, onTake }: ElsewhereProps) {
  const t = useTexts(memberTexts).elsewhere;
  const [worked, setWorked] = useState(!elsewhere);
  if (!elsewhere && !worked) setWorked(true);
  return (
    <div role="status">
      {elsewhere ? (
        <div className="room-elsewhere" data-testid="elsewhere">
          <MonitorSmartphone className="i s24" aria-hidden="true" />
          <div>
            <h2>{worked ? t.taken : t.open}</h2>
            <p>{t.looks}</p>
          </div>
          <button type="button" className="btn fill" data-testid="work-here" onClick={onTake}>
            {t.take}
          </button>
        </div>
      ) : null}
    </div>
  );
}
