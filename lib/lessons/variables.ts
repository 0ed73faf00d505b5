// Names that a lesson uses for what only the running lab knows: {{pauseId}}, {{sandbox:nginx}}, {{container:nginx}}, {{podIP}}, {{node}} …
import type { InstanceView, LabView, PodView } from '@/lib/protocol/view';
import { dockerName, findPod, runningInstance } from './checks/find';
import { shortId } from './facts';

/** `{{name}}` or `{{name:argument}}`. Docker's own `{{ .Field }}` has a space or a dot and is none. */
export const VARIABLE = /\{\{([a-zA-Z]+(?::[a-z0-9-]+)?)\}\}/g;

export const VARIABLE_NAMES = ['container', 'sandbox', 'pauseId', 'podIP', 'home', 'manifestDir', 'node'] as const;
export type VariableName = (typeof VARIABLE_NAMES)[number];

/** `container:nginx` → its name and argument; undefined when there is no such variable. */
export function parseVariable(text: string): { name: VariableName; argument: string } | undefined {
  const [head, argument = ''] = text.split(':');
  const name = VARIABLE_NAMES.find((known) => known === head);
  return name && (name !== 'container' || argument !== '') ? { name, argument } : undefined;
}

type Named = string | { instance: InstanceView; dockerName: string };

/** The objects that a variable can mean now, the likeliest first. Empty when there is none. */
export function namedObjects(text: string, view: LabView): Named[] {
  const variable = parseVariable(text);
  if (!variable) return [];
  const { name, argument } = variable;
  if (name === 'home') return [view.lab.home];
  if (name === 'manifestDir') return [view.lab.manifestDir];
  if (name === 'node') return [view.node.name];
  const pods = argument !== '' && name !== 'container' ? [findPod(view, argument)] : livePods(view);
  return pods.flatMap((pod) => (pod ? objectsOf(pod, name, argument) : []));
}

const livePods = (view: LabView): PodView[] =>
  Object.values(view.pods).sort((a, b) => Number(b.desired && !b.terminating) - Number(a.desired && !a.terminating));

function objectsOf(pod: PodView, name: VariableName, argument: string): Named[] {
  if (name === 'podIP') return pod.ip === '' ? [] : [pod.ip];
  const view = name === 'container' ? pod.containers.find((container) => container.name === argument) : pod.sandbox;
  const instance = runningInstance(view);
  if (!view || !instance) return [];
  const inName = name === 'container' ? view.name : 'POD';
  return [{ instance, dockerName: dockerName(pod, inName, instance.attempt) }];
}

/** Value of a variable (ids with 12 digits), undefined while the lab has no such thing. */
export function resolveVariable(text: string, view: LabView): string | undefined {
  const object = namedObjects(text, view)[0];
  return typeof object === 'object' ? shortId(object.instance.id) : object;
}

/** Every variable of a text, each once. */
export const variablesOf = (text: string): string[] => [
  ...new Set([...text.matchAll(VARIABLE)].map((match) => match[1] ?? '')),
];

/** The text with its variables filled in; `unknown` names the first one that the lab can't tell yet. */
export function fillVariables(text: string, view: LabView): { text: string } | { unknown: string } {
  const unknown = variablesOf(text).find((name) => resolveVariable(name, view) === undefined);
  if (unknown !== undefined) return { unknown };
  return { text: text.replace(VARIABLE, (_whole, name: string) => resolveVariable(name, view) ?? '') };
}
