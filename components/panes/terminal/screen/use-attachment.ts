'use client';
import { useEffect, useState } from 'react';
import { useLab } from '@/components/state/lab-store';
import type { LiveScreen } from './use-terminal-screen';

/** A hidden page draws once a second at most; after a while it lets go of the shell instead of slowing it. */
const HIDDEN_MS = 10_000;
const RETRY_MS = 2_000;

/** False when the page has been hidden for a while. */
function usePageAwake(): boolean {
  const [awake, setAwake] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (document.hidden) timer = setTimeout(() => setAwake(false), HIDDEN_MS);
      else setAwake(true);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return awake;
}

/** Attaches with every new connection, goes on from where the screen stands, and lets go while nobody can be looking. */
export function useAttachment(live: LiveScreen | null): void {
  const online = useLab((state) => state.connection === 'online');
  const awake = usePageAwake();
  useEffect(() => {
    if (!live || !online || !awake) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const attach = async () => {
      const attached = await live.stream.attach();
      if (!attached && !over) timer = setTimeout(() => void attach(), RETRY_MS);
    };
    void attach();
    return () => {
      over = true;
      clearTimeout(timer);
      live.stream.detach();
    };
  }, [live, online, awake]);
}
