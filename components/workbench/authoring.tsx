'use client';
// For authors, in development: the page follows what is written in lessons/, and says what the lint has to say.
import { TriangleAlert } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useLab } from '@/components/state/lab-store';
import { useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';

export function Authoring() {
  const t = useTexts(workbenchTexts).authoring;
  const authoring = useLab((state) => state.view?.authoring);
  const router = useRouter();
  const shown = useRef<number>(undefined);
  const revision = authoring?.revision;
  useEffect(() => {
    if (revision === undefined) return;
    // The texts come anew from the server; editor, terminals and stage stay mounted.
    if (shown.current !== undefined && shown.current !== revision) router.refresh();
    shown.current = revision;
  }, [revision, router]);
  if (!authoring || authoring.problems.length === 0) return null;
  return (
    <section className="authoring" data-testid="authoring" role="status">
      <h2>
        <TriangleAlert className="i" aria-hidden="true" />
        {t.title(authoring.problems.length)}
      </h2>
      <ul>
        {authoring.problems.map((problem) => (
          <li key={problem}>
            <code>{problem}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
