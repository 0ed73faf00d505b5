// Is it a v1 Pod at all? Upstream: apimachinery/pkg/runtime/serializer/json SimpleMetaFactory, pkg/runtime/error.go,
// pkg/kubelet/config/common.go tryDecodeSinglePod.
import { goQuote } from '@/lib/k8s/go-quote';
import { child, type ManifestNode, type MapNode } from './node';
import { ManifestError, problem } from './problems';

const SCHEME = '"k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"';
const FIND_KIND =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
const GO_KIND = {
  null: 'null',
  bool: 'bool',
  number: 'number',
  string: 'string',
  list: 'array',
  map: 'object',
} as const;

/** The other kinds of the v1 group, which the kubelet can decode but not run. */
const V1_KINDS =
  /^(Binding|ComponentStatus|ConfigMap|Endpoints|Event|LimitRange|Namespace|Node|PersistentVolume|PersistentVolumeClaim|Pod|PodTemplate|ReplicationController|ResourceQuota|Secret|Service|ServiceAccount|RangeAllocation|PodStatusResult|SerializedReference)(List)?$|^List$/;

const LIST_DUMP =
  '&core.List{TypeMeta:v1.TypeMeta{Kind:"", APIVersion:""}, ListMeta:v1.ListMeta{SelfLink:"", ResourceVersion:"", ' +
  'Continue:"", RemainingItemCount:(*int64)(nil)}, Items:[]runtime.Object{}}';

/** Upstream dumps the whole object, addresses in memory included; ours ends after its name. */
function dump(kind: string, node: MapNode): string {
  if (kind === 'List') return LIST_DUMP;
  const name = child(child(node, 'metadata'), 'name');
  const text = name?.kind === 'string' ? name.value : '';
  const meta = kind.endsWith('List') ? 'ListMeta:v1.ListMeta{…}' : `ObjectMeta:v1.ObjectMeta{Name:${goQuote(text)}, …}`;
  return `&core.${kind}{TypeMeta:v1.TypeMeta{Kind:"", APIVersion:""}, ${meta}, …}`;
}

function fail(cause: string, ...problems: ConstructorParameters<typeof ManifestError>[1]): never {
  throw new ManifestError(cause, problems);
}

/** encoding/json finds these two whatever their case; the last one in the text counts. */
function metaField(node: MapNode, name: 'apiVersion' | 'kind'): { text: string; at: ManifestNode['at'] } {
  let found = { text: '', at: node.at };
  for (const [key, { value }] of node.entries) {
    if (key.toLowerCase() !== name.toLowerCase() || value.kind === 'null') continue;
    if (value.kind !== 'string') {
      const go = `json: cannot unmarshal ${GO_KIND[value.kind]} into Go struct field .${name} of type string`;
      const found = value.kind === 'bool' ? 'boolean' : value.kind === 'map' ? 'object' : value.kind;
      const written = 'written' in value ? value.written : '';
      const facts = { field: name, expected: 'string', found, value: written };
      fail(`couldn't get version/kind; json parse error: ${go}`, problem('WrongType', value.at, facts, { path: name }));
    }
    found = { text: value.value, at: value.at };
  }
  return found;
}

/** Passes a v1 Pod on; throws ManifestError with upstream's words for everything else. `json` is the manifest as JSON text. */
export const requirePod = (node: ManifestNode, json: string): MapNode => requireKind(node, json, 'Pod');

/** As requirePod, for a v1 PodList. */
export const requirePodList = (node: ManifestNode, json: string): MapNode => requireKind(node, json, 'PodList');

function requireKind(node: ManifestNode, json: string, wanted: 'Pod' | 'PodList'): MapNode {
  if (node.kind === 'null') return fail(`Object 'Kind' is missing in 'null'`, problem('Empty', node.at));
  if (node.kind !== 'map') {
    const go = `json: cannot unmarshal ${GO_KIND[node.kind]} into Go value of type ${FIND_KIND}`;
    const found = node.kind === 'bool' ? 'boolean' : node.kind;
    return fail(`couldn't get version/kind; json parse error: ${go}`, problem('NotAnObject', node.at, { found }));
  }
  const apiVersion = metaField(node, 'apiVersion');
  const kind = metaField(node, 'kind');
  if (apiVersion.text.split('/').length > 2) {
    const facts = { apiVersion: apiVersion.text };
    fail(`unexpected GroupVersion string: ${apiVersion.text}`, problem('BadApiVersion', apiVersion.at, facts));
  }
  if (kind.text === '') fail(`Object 'Kind' is missing in '${json}'`, problem('MissingKind', node.at));
  if (apiVersion.text === '' || apiVersion.text === '/') {
    fail(`Object 'apiVersion' is missing in '${json}'`, problem('MissingApiVersion', kind.at));
  }
  if (apiVersion.text !== 'v1' || !V1_KINDS.test(kind.text)) {
    const cause = `no kind ${goQuote(kind.text)} is registered for version ${goQuote(apiVersion.text)} in scheme ${SCHEME}`;
    const at = kind.text === 'Pod' ? apiVersion.at : kind.at;
    fail(cause, problem('UnknownKind', at, { kind: kind.text, apiVersion: apiVersion.text }));
  }
  if (kind.text !== wanted) {
    const what = wanted === 'Pod' ? 'pod' : 'pods list';
    fail(`invalid ${what}: ${dump(kind.text, node)}`, problem('NotAPod', kind.at, { kind: kind.text }));
  }
  return node;
}
