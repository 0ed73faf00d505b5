'use client';
import { useEffect, useState } from 'react';
import { request } from '@/components/client';
import { useTexts } from '@/components/ui/locale';
import { inspectorTexts } from '@/lib/i18n/stage';
import type { PodView } from '@/lib/protocol/view';
import { toYaml } from '../model/to-yaml';
import { useView } from '../selectors';
import { useIsPast } from '../source';

/** The file as it is now; '' when there is none or it can't be had. */
function useManifest(file: string): string {
  const revision = useView((view) => view.manifests[file]?.revision) ?? '';
  const [read, setRead] = useState({ revision: '', content: '' });
  useEffect(() => {
    if (!file || !revision) return;
    let wanted = true;
    void request('file:read', { file }).then(
      (answer) => wanted && answer.ok && setRead({ revision, content: answer.value.content }),
    );
    return () => {
      wanted = false;
    };
  }, [file, revision]);
  return read.revision === revision ? read.content : '';
}

/** What is wanted, as it was written, and the status as the kubelet reports it. */
export function Yaml({ pod }: { pod: PodView }) {
  const t = useTexts(inspectorTexts).yaml;
  const past = useIsPast();
  const manifest = useManifest(past ? '' : (pod.file ?? ''));
  return (
    <>
      {manifest ? (
        <>
          <h4>{t.manifest}</h4>
          <pre className="inspector-code">{manifest}</pre>
        </>
      ) : past && pod.file ? (
        <p className="inspector-note">{t.past}</p>
      ) : null}
      <h4>{t.status}</h4>
      {pod.status ? (
        <pre className="inspector-code">{toYaml({ status: pod.status })}</pre>
      ) : (
        <p className="inspector-note">{t.none}</p>
      )}
    </>
  );
}
