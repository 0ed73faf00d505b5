// What a manifest may ask for and this kubelet does not do yet. Each row that gets built is deleted here.
import { child, type ManifestNode, type Position } from './node';
import { type CodedProblem, problem } from './problems';

/** `[]` stands for each item, a trailing `.*` for each field that is not in `except`. */
interface Row {
  path: string;
  except?: readonly string[];
}

const CONTAINER_FIELDS = [
  'volumeMounts',
  'volumeDevices',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
];

const NOT_YET_SUPPORTED: readonly Row[] = [
  { path: 'spec.volumes' },
  { path: 'spec.ephemeralContainers' },
  { path: 'spec.hostPID' },
  { path: 'spec.hostIPC' },
  { path: 'spec.shareProcessNamespace' },
  { path: 'spec.dnsConfig' },
  { path: 'spec.setHostnameAsFQDN' },
  { path: 'spec.imagePullSecrets' },
  { path: 'spec.securityContext.*', except: ['runAsUser', 'runAsGroup', 'runAsNonRoot'] },
  ...CONTAINER_FIELDS.map((field) => ({ path: `spec.containers[].${field}` })),
  {
    path: 'spec.containers[].securityContext.*',
    except: ['runAsUser', 'runAsGroup', 'runAsNonRoot', 'readOnlyRootFilesystem', 'capabilities'],
  },
];

interface Found {
  path: string;
  at: Position;
  field: string;
}

/** Does the field ask for anything? False, empty lists and empty objects do not. */
function asks(node: ManifestNode): boolean {
  if (node.kind === 'bool') return node.value;
  if (node.kind === 'list') return node.items.length > 0;
  return node.kind === 'map' ? node.entries.size > 0 : node.kind !== 'null';
}

function find(node: ManifestNode, steps: readonly string[], except: readonly string[], path: string): Found[] {
  const [step, ...rest] = steps;
  if (step === undefined || node.kind !== 'map') return [];
  if (step === '*') {
    return [...node.entries]
      .filter(([field, { value }]) => !except.includes(field) && asks(value))
      .map(([field, { key }]) => ({ path: `${path}.${field}`, at: key, field }));
  }
  const name = step.replace('[]', '');
  const entry = node.entries.get(name);
  if (!entry) return [];
  const own = path === '' ? name : `${path}.${name}`;
  if (rest.length === 0) return asks(entry.value) ? [{ path: own, at: entry.key, field: name }] : [];
  if (!step.endsWith('[]')) return find(entry.value, rest, except, own);
  if (entry.value.kind !== 'list') return [];
  return entry.value.items.flatMap((item, index) => find(item, rest, except, `${own}[${index}]`));
}

/** A warning for each such field of a manifest. */
export function unsupportedProblems(root: ManifestNode): CodedProblem[] {
  const spec = child(root, 'spec');
  if (!spec) return [];
  return NOT_YET_SUPPORTED.flatMap((row) => find(root, row.path.split('.'), row.except ?? [], '')).map((found) =>
    problem(
      'NotYetSupported',
      found.at,
      { field: found.field },
      { path: found.path, message: `not carried out yet: ${found.path}` },
    ),
  );
}
