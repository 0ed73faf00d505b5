'use client';
import { useCallback, useEffect, useState } from 'react';
import { request } from '@/components/client';
import { useLab } from '@/components/state/lab-store';
import { checkMachine, type MachineCheck } from '@/lib/protocol/machine';

/** What there is to say of the machine; null until it has answered. Asked again when the engine comes or goes. */
export function useMachine(): { checks: MachineCheck[] | null; look(): void } {
  const [checks, setChecks] = useState<MachineCheck[] | null>(null);
  const online = useLab((state) => state.connection === 'online');
  const engine = useLab((state) => state.view?.engine.state);
  const look = useCallback(() => {
    void request('machine:facts', {}).then((answer) => answer.ok && setChecks(checkMachine(answer.value, Date.now())));
  }, []);
  useEffect(() => {
    if (online && engine) look();
  }, [online, engine, look]);
  return { checks, look };
}
