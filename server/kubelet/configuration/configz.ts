// Settings as the KubeletConfiguration that GET /configz shows. Upstream: staging/src/k8s.io/kubelet/config/v1beta1/types.go (json tags).
import { formatGoDuration } from '@/lib/k8s/go-duration';
import { FIELDS, type Field, type KubeletSettings } from './fields';
import type { SettingValue } from './kinds';

type Json = { [key: string]: Json | SettingValue };

const isZero = (value: SettingValue): boolean =>
  value === '' ||
  value === 0 ||
  value === false ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.keys(value).length === 0);

/** Fields in upstream's order; zero values are left out where Go leaves them out. */
export function configurationObject(settings: KubeletSettings): Json {
  const root: Json = {};
  for (const [path, field] of Object.entries(FIELDS as Record<string, Field>)) {
    const value = settings[path as keyof KubeletSettings];
    const steps = path.split('.');
    const name = steps.pop() ?? '';
    let parent = root;
    for (const step of steps) {
      parent[step] ??= {};
      parent = parent[step] as Json;
    }
    if (isZero(value) && !isShown(field, value)) continue;
    parent[name] = field.kind === 'duration' ? formatGoDuration(Number(value)) : sorted(value);
  }
  return root;
}

/** Numbers, booleans and durations whose default is not zero are pointers, unless the table says otherwise. */
function isShown({ kind, standard, omitZero, keepZero }: Field, value: SettingValue): boolean {
  if (keepZero || kind === 'duration') return true;
  return !omitZero && (typeof value === 'number' || typeof value === 'boolean') && !isZero(standard);
}

/** Go writes the keys of a map in order. */
const sorted = (value: SettingValue): SettingValue =>
  typeof value === 'object' && !Array.isArray(value)
    ? (Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) as SettingValue)
    : value;
