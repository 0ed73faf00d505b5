'use client';
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTexts } from '@/components/ui/locale';
import { terminalTexts } from '@/lib/i18n/terminal';
import type { TerminalScreen } from './terminal-screen';

/** Enter goes to the next match, Shift+Enter to the one before, Escape closes. */
export function SearchBar({ screen, onClose }: { screen: TerminalScreen; onClose(): void }) {
  const t = useTexts(terminalTexts);
  const input = useRef<HTMLInputElement>(null);
  const [term, setTerm] = useState('');
  const [found, setFound] = useState({ at: 0, count: 0 });
  useEffect(() => {
    input.current?.focus();
    const stop = screen.onFound((at, count) => setFound({ at, count }));
    return () => {
      stop();
      screen.endSearch();
    };
  }, [screen]);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter') screen.find(term, event.shiftKey ? 'previous' : 'next', false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className="term-search" onKeyDown={onKey}>
      <input
        ref={input}
        type="text"
        value={term}
        aria-label={t.searchFor}
        placeholder={t.searchFor}
        spellCheck={false}
        onChange={(event) => {
          setTerm(event.target.value);
          screen.find(event.target.value, 'next', true);
        }}
      />
      <span className="term-hits" role="status">
        {term ? t.hits(found.at, found.count) : ''}
      </span>
      <button
        type="button"
        className="btn icon"
        aria-label={t.previous}
        title={t.previous}
        onClick={() => screen.find(term, 'previous', false)}
      >
        <ChevronUp className="i" aria-hidden="true" />
      </button>
      <button
        type="button"
        className="btn icon"
        aria-label={t.next}
        title={t.next}
        onClick={() => screen.find(term, 'next', false)}
      >
        <ChevronDown className="i" aria-hidden="true" />
      </button>
      <button type="button" className="btn icon" aria-label={t.closeSearch} title={t.closeSearch} onClick={onClose}>
        <X className="i" aria-hidden="true" />
      </button>
    </search>
  );
}
