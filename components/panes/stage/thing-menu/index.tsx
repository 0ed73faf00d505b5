'use client';
// The things' menus and what was done with them. What they are made of is loaded when the first one is asked for.
import dynamic from 'next/dynamic';
import { useEffect } from 'react';
import { Icon } from '@/components/ui/icon';
import { useTexts } from '@/components/ui/locale';
import { inspectorTexts } from '@/lib/i18n/stage';
import { useThingMenu } from './asked';
import './thing-menu.css';

const OpenThingMenu = dynamic(() => import('./menu').then((module) => module.OpenThingMenu), { ssr: false });

/** How long a command that was carried out stays to be read, ms. A failure stays until it is put away. */
const SAID_MS = 10_000;

export function ThingMenu() {
  const open = useThingMenu((state) => state.asked !== null);
  return (
    <>
      {open ? <OpenThingMenu /> : null}
      <Said />
    </>
  );
}

function Said() {
  const t = useTexts(inspectorTexts);
  const said = useThingMenu((state) => state.said);
  useEffect(() => {
    if (!said || said.bad) return;
    const timer = setTimeout(() => useThingMenu.setState({ said: null }), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  if (!said) return null;
  return (
    <div className="thing-said" data-bad={said.bad ? '' : undefined} data-testid="thing-said">
      <p role="status">{said.bad ? said.text : <code>$ {said.text}</code>}</p>
      <button
        type="button"
        className="btn icon"
        aria-label={t.putAway}
        title={t.putAway}
        onClick={() => useThingMenu.setState({ said: null })}
      >
        <Icon name="x" />
      </button>
    </div>
  );
}
