'use client';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { useLocale } from '@/components/ui/locale';
import { LOCALES } from '@/lib/i18n/locale';

const NAMES = { de: 'Deutsch', en: 'English' } as const;

/** The same door in the other language; `next` and, after a moment, what stands behind the # come along. */
export function DoorLanguages({
  door,
  next,
  label,
}: {
  door: 'login' | 'join' | 'trainer';
  next: string;
  label: string;
}) {
  const current = useLocale();
  const [hash, setHash] = useState('');
  // Not while rendering on the server, which is never told. The start token is gone from the address by then.
  useEffect(() => setHash(location.hash), []);
  return (
    <nav className="login-lang" aria-label={label}>
      {LOCALES.map((other) => (
        <Link
          key={other}
          href={`/${other}/${door}?next=${encodeURIComponent(next.replace(/^\/(?:de|en)(?=\/|$|\?)/, `/${other}`))}${hash}`}
          prefetch={false}
          lang={other}
          hrefLang={other}
          aria-label={NAMES[other]}
          {...(other === current ? { 'aria-current': 'true' as const } : {})}
        >
          {other.toUpperCase()}
        </Link>
      ))}
    </nav>
  );
}
