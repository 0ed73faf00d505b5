// What a manifest may ask for and this kubelet does not do yet. Each row that gets built is deleted here.
import { child, type ManifestNode, type Position } from './node';
import { type CodedProblem, problem } from './problems';

const CONTAINER_FIELDS = ['volumeDevices'];

/** `[]` stands for each item. */
const NOT_YET_SUPPORTED: readonly string[] = [
  'spec.ephemeralContainers',
  'spec.imagePullSecrets',
  ...CONTAINER_FIELDS.map((field) => `spec.containers[].${field}`),
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

function find(node: ManifestNode, steps: readonly string[], path: string): Found[] {
  const [step, ...rest] = steps;
  if (step === undefined || node.kind !== 'map') return [];
  const name = step.replace('[]', '');
  const entry = node.entries.get(name);
  if (!entry) return [];
  const own = path === '' ? name : `${path}.${name}`;
  if (rest.length === 0) return asks(entry.value) ? [{ path: own, at: entry.key, field: name }] : [];
  if (!step.endsWith('[]')) return find(entry.value, rest, own);
  if (entry.value.kind !== 'list') return [];
  return entry.value.items.flatMap((item, index) => find(item, rest, `${own}[${index}]`));
}

/** A warning for each such field of a manifest. */
export function unsupportedProblems(root: ManifestNode): CodedProblem[] {
  const spec = child(root, 'spec');
  if (!spec) return [];
  return NOT_YET_SUPPORTED.flatMap((path) => find(root, path.split('.'), '')).map((found) =>
    problem(
      'NotYetSupported',
      found.at,
      { field: found.field },
      { path: found.path, message: `not carried out yet: ${found.path}` },
    ),
  );
}
