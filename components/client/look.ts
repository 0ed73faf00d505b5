'use client';
// A trainer's tab that looks at a seat: which one stands in the address it was opened with, and holds for the whole tab.
import { SEAT_ID } from '@/lib/room/member';

const KEY = 'kulissen_look';

/** The seat that this tab looks at, '' for none. Only lessons are looked at; what is kept in the tab survives a reload. */
export function lookedAt(): string {
  if (!/^\/(?:de|en)\/lessons\//.test(location.pathname)) return '';
  const asked = new URLSearchParams(location.search).get('look') ?? sessionStorage.getItem(KEY) ?? '';
  if (!SEAT_ID.test(asked)) return '';
  sessionStorage.setItem(KEY, asked);
  return asked;
}

/** Ends looking and goes to the board; the page is loaded anew, because the connection belongs to the seat. */
export function stopLooking(locale: string): void {
  sessionStorage.removeItem(KEY);
  location.assign(`/${locale}/board`);
}
