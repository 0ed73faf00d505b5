'use client';
import { useTexts } from '@/components/ui/locale';
import { figureTexts } from '@/lib/i18n/figures';

const FIELDS = ['k8s', 'nginx', 'nginx-worker1', 'default', '71eb745d…', '0'];

/** `k8s_nginx_nginx-worker1_default_<uid>_0`, taken apart. */
export function ContainerName() {
  const t = useTexts(figureTexts).containerName;
  return (
    <dl className="fig-name" aria-label={t.label}>
      {FIELDS.map((field, index) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd>{t.fields[index]}</dd>
        </div>
      ))}
    </dl>
  );
}
