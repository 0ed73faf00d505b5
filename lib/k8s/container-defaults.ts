// Defaults of containers, probes and hooks. Upstream: pkg/apis/core/v1/defaults.go SetDefaults_Container, SetDefaults_Probe,
// SetDefaults_HTTPGetAction, SetDefaults_Pod (requests from limits), SetDefaults_ResourceList.
import { parseImageReference } from './image-reference';
import type { EnvVarSource, Handler, Lifecycle, Probe } from './pod-parts';
import { formatQuantity, parseQuantity, roundUpToMilli } from './quantity';
import type { Container, ContainerPort, EnvVar, Opaque, PullPolicy, ResourceRequirements } from './types';
import { defaultFieldRef } from './volume-defaults';

type ResourceList = Record<string, string>;

const mapValues = (list: ResourceList, change: (value: string) => string): ResourceList =>
  Object.fromEntries(Object.entries(list).map(([key, value]) => [key, change(value)]));

const roundedUp = (value: string): string => formatQuantity(roundUpToMilli(parseQuantity(value)));

function defaultResources(resources: ResourceRequirements): ResourceRequirements {
  const limits = mapValues(resources.limits ?? {}, roundedUp);
  const requests = { ...limits, ...mapValues(resources.requests ?? {}, roundedUp) };
  return {
    ...(resources.limits && { limits }),
    ...(Object.keys(requests).length > 0 && { requests }),
  };
}

/** Always for the tag `latest` (written or implied), else IfNotPresent; also for names that cannot be read, as upstream. */
export const defaultPullPolicy = (image: string): PullPolicy =>
  parseImageReference(image)?.tag === 'latest' ? 'Always' : 'IfNotPresent';

const defaultPort = (port: ContainerPort, hostNetwork: boolean): ContainerPort => ({
  ...port,
  ...(hostNetwork && !port.hostPort && { hostPort: port.containerPort }),
  protocol: port.protocol || 'TCP',
});

function defaultHandler<T extends Handler>(handler: T): T {
  const http = handler.httpGet;
  if (!http) return handler;
  return { ...handler, httpGet: { ...http, path: http.path || '/', scheme: http.scheme || 'HTTP' } };
}

function defaultProbe(opaque: Opaque): Opaque {
  const probe = opaque as Probe;
  return {
    ...defaultHandler(probe),
    timeoutSeconds: probe.timeoutSeconds || 1,
    periodSeconds: probe.periodSeconds || 10,
    successThreshold: probe.successThreshold || 1,
    failureThreshold: probe.failureThreshold || 3,
  };
}

function defaultLifecycle(opaque: Opaque): Opaque {
  const { postStart, preStop } = opaque as Lifecycle;
  return {
    ...opaque,
    ...(postStart && { postStart: defaultHandler(postStart) }),
    ...(preStop && { preStop: defaultHandler(preStop) }),
  };
}

function defaultEnv(env: EnvVar): EnvVar {
  const fieldRef = (env.valueFrom as EnvVarSource | undefined)?.fieldRef;
  return fieldRef ? { ...env, valueFrom: { ...env.valueFrom, fieldRef: defaultFieldRef(fieldRef) } } : env;
}

function defaultSecurityContext(context: Opaque): Opaque {
  return { ...context, ...(context.procMount !== undefined && { procMount: context.procMount || 'Default' }) };
}

/** A container with its defaults filled in. */
export function defaultContainer(container: Container, hostNetwork: boolean): Container {
  const { ports, env, livenessProbe, readinessProbe, startupProbe, lifecycle, securityContext } = container;
  return {
    ...container,
    ...(ports && { ports: ports.map((port) => defaultPort(port, hostNetwork)) }),
    ...(env && { env: env.map(defaultEnv) }),
    resources: defaultResources(container.resources ?? {}),
    ...(livenessProbe && { livenessProbe: defaultProbe(livenessProbe) }),
    ...(readinessProbe && { readinessProbe: defaultProbe(readinessProbe) }),
    ...(startupProbe && { startupProbe: defaultProbe(startupProbe) }),
    ...(lifecycle && { lifecycle: defaultLifecycle(lifecycle) }),
    terminationMessagePath: container.terminationMessagePath || '/dev/termination-log',
    terminationMessagePolicy: container.terminationMessagePolicy || 'File',
    imagePullPolicy: container.imagePullPolicy || defaultPullPolicy(container.image ?? ''),
    ...(securityContext && { securityContext: defaultSecurityContext(securityContext) }),
  };
}
