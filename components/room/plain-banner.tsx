'use client';
// Without TLS whoever listens on the Wi-Fi reads along: everybody in the room is to know that.
import { LockOpen } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTexts } from '@/components/ui/locale';
import { plainTexts } from '@/lib/i18n/room/plain';
import './plain-banner.css';

/** What stays on this machine can't be overheard. */
const LOOPBACK = /^(localhost|127\.[\d.]+|\[::1\])$/;

const overheard = (): boolean => location.protocol === 'http:' && !LOOPBACK.test(location.hostname);
const never = () => () => {};

/** Shown only where the connection is not encrypted and leaves the machine. */
export function PlainBanner() {
  const text = useTexts(plainTexts);
  const shown = useSyncExternalStore(never, overheard, () => false);
  if (!shown) return null;
  return (
    <p className="plain-banner" role="note" data-testid="no-tls">
      <LockOpen className="i" aria-hidden="true" />
      <span>{text.overheard}</span>
    </p>
  );
}
