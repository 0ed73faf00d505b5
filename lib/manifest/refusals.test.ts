import { describe, expect, it } from 'vitest';
import { BUSYBOX, codes, refusalOf } from './testdata/manifests';

const decodeRefusals: [string, string, string][] = [
  ['an empty file', '', "Object 'Kind' is missing in 'null'"],
  ['only a comment', '# nothing here\n', "Object 'Kind' is missing in 'null'"],
  [
    'no kind',
    BUSYBOX.replace('apiVersion: v1\nkind: Pod\n', '').replace('name: bb', 'name: nokind'),
    `Object 'Kind' is missing in '{"metadata":{"name":"nokind"},"spec":{"containers":[{"command":["sh","-c","trap 'exit 0' TERM; sleep 3600 \\u0026 wait"],"image":"busybox:1.35","imagePullPolicy":"IfNotPresent","name":"c"}],"terminationGracePeriodSeconds":2}}'`,
  ],
  [
    'prose',
    'This folder holds manifests.\n',
    `couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
  ],
  [
    'a Deployment',
    'apiVersion: apps/v1\nkind: Deployment\n',
    'no kind "Deployment" is registered for version "apps/v1" in scheme "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"',
  ],
  [
    'a version that is none',
    BUSYBOX.replace('v1', 'v2'),
    'no kind "Pod" is registered for version "v2" in scheme "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"',
  ],
  [
    'a List',
    'apiVersion: v1\nkind: List\nitems: []\n',
    'invalid pod: &core.List{TypeMeta:v1.TypeMeta{Kind:"", APIVersion:""}, ListMeta:v1.ListMeta{SelfLink:"", ResourceVersion:"", Continue:"", RemainingItemCount:(*int64)(nil)}, Items:[]runtime.Object{}}',
  ],
  [
    'a word for a port number',
    BUSYBOX.replace('    command', '    ports: [{containerPort: eighty}]\n    command').replace(/ {4}command.*\n/, ''),
    'v1.Pod.Spec: v1.PodSpec.Containers: []v1.Container: v1.Container.Ports: []v1.ContainerPort: v1.ContainerPort.ContainerPort: readUint32: unexpected character: \ufffd, error found in #10 byte of ...|nerPort":"eighty"}]}|..., bigger context ...|NotPresent","name":"c","ports":[{"containerPort":"eighty"}]}],"terminationGracePeriodSeconds":2}}|...',
  ],
  [
    'a number for an environment value',
    `${BUSYBOX}    env: [{name: A, value: 1}]\n`,
    'v1.Pod.Spec: v1.PodSpec.TerminationGracePeriodSeconds: Containers: []v1.Container: v1.Container.Name: ImagePullPolicy: Image: Env: []v1.EnvVar: v1.EnvVar.Value: ReadString: expects " or n, but found 1, error found in #10 byte of ...|,"value":1}],"image"|..., bigger context ...|ep 3600 \\u0026 wait"],"env":[{"name":"A","value":1}],"image":"busybox:1.35","imagePullPolicy":"IfNot|...',
  ],
  [
    'a text for the grace period',
    BUSYBOX.replace('Seconds: 2', 'Seconds: "5"').replace(/ {4}command.*\n/, ''),
    'v1.Pod.Spec: v1.PodSpec.TerminationGracePeriodSeconds: readUint64: unexpected character: \ufffd, error found in #10 byte of ...|Seconds":"5"}}|..., bigger context ...|nt","name":"c"}],"terminationGracePeriodSeconds":"5"}}|...',
  ],
  [
    'a mapping inside a value',
    'apiVersion: v1\nkind: Pod\nmetadata: name: x\n',
    'yaml: line 3: mapping values are not allowed in this context',
  ],
  [
    'a tab',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: t\nspec:\n  containers:\n  - name: c\n    image: i\n\tcommand: [x]\n',
    'yaml: line 9: found a tab character that violates indentation',
  ],
  [
    'braces that are no YAML',
    '{{{ not yaml',
    "couldn't get version/kind; json parse error: invalid character '{' looking for beginning of object key string",
  ],
  ['an unknown alias', 'apiVersion: v1\nkind: Pod\nmetadata: *x\n', "yaml: unknown anchor 'x' referenced"],
];

describe('refused by the decoder, in the words of the real kubelet 1.20.2', () => {
  it.each(decodeRefusals)('%s', (_, text, cause) => {
    const message = `couldn't parse as pod(${cause}), please check config file`;
    expect(refusalOf(text)).toMatchObject({ message, logText: `/m/x.yaml: ${message}` });
    expect(refusalOf(text).problems).not.toEqual([]);
  });
});

const NAME_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const invalidPods: [string, string, string, string[]][] = [
  [
    'no name',
    BUSYBOX.replace('  name: bb', '  labels: {}'),
    `metadata.name: Invalid value: "-worker1": ${NAME_RULE}`,
    ['MissingName'],
  ],
  [
    'an upper-case name',
    BUSYBOX.replace('name: bb', 'name: Upper_case'),
    `metadata.name: Invalid value: "Upper_case-worker1": ${NAME_RULE}`,
    ['BadPodName'],
  ],
  [
    'no containers',
    BUSYBOX.replace(/ {2}containers:\n(.*\n)*/, '  containers: []\n'),
    'spec.containers: Required value',
    ['NoContainers'],
  ],
  [
    'two containers with one name',
    `${BUSYBOX}  - name: c\n    image: i\n`,
    'spec.containers[1].name: Duplicate value: "c"',
    ['DuplicateContainerName'],
  ],
  ['no image', BUSYBOX.replace(/ {4}image:.*\n/, ''), 'spec.containers[0].image: Required value', ['NoImage']],
  [
    'a port out of range and an unknown policy',
    `${BUSYBOX}    ports: [{containerPort: 70000}]\n  restartPolicy: Sometimes\n`,
    'spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
    ['PortOutOfRange', 'UnsupportedValue'],
  ],
  [
    'a mount of an unknown volume',
    `${BUSYBOX}    volumeMounts: [{name: nov, mountPath: /x}]\n`,
    'spec.containers[0].volumeMounts[0].name: Not found: "nov"',
    ['UnknownVolume'],
  ],
];

describe('refused by validation, in the words of the real kubelet 1.20.2', () => {
  it.each(invalidPods)('%s', (_, text, errors, expected) => {
    const message = `invalid pod: [${errors}]`;
    expect(refusalOf(text)).toMatchObject({ message, logText: message });
    expect(codes(text)).toEqual(expected);
  });
});
