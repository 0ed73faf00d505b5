'use client';

/** Where people join, with the event's code: at the address under which this page was opened, in each browser's own language. */
export const joinLink = (code: string): string => `${location.origin}/join#c=${code}`;
