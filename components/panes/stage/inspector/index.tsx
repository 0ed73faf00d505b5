'use client';
// The inspector's door. What it is made of is loaded when something is inspected for the first time.
import dynamic from 'next/dynamic';
import { useWorkbench } from '@/components/state/workbench-store';
import { useSubject } from './subject';

const Sheet = dynamic(() => import('./sheet').then((module) => module.Sheet), { ssr: false });

/** Draws nothing while nothing is inspected. */
export function Inspector() {
  const subject = useSubject();
  const thing = useWorkbench((state) => state.inspected);
  const key = thing ? JSON.stringify({ ...thing, id: '' }) : '';
  return subject ? <Sheet key={key} subject={subject} /> : null;
}
