// Is this pod one that the kubelet may run? Upstream: pkg/apis/core/validation ValidatePodCreate (1.20).
import type { Volume } from '../pod-parts';
import type { Pod } from '../types';
import { imageSpaceErrors } from './containers';
import { type FieldError, forbidden } from './field-error';
import { metadataErrors } from './metadata';
import { podSpecErrors } from './pod-spec';

/** Without an API server there are no service account tokens; upstream forbids them unless an account is named. */
const tokenErrors = (pod: Pod): FieldError[] =>
  pod.spec.serviceAccountName
    ? []
    : (pod.spec.volumes ?? []).flatMap((volume, index) =>
        ((volume as Volume).projected?.sources ?? []).flatMap((source, i) =>
          source.serviceAccountToken
            ? [
                forbidden(
                  `spec.volumes[${index}].projected.sources[${i}].serviceAccountToken`,
                  'must not be specified when serviceAccountName is not set',
                ),
              ]
            : [],
        ),
      );

/**
 * Everything that is wrong with a pod, in upstream's order; empty if it may run. The pod must be decoded and defaulted
 * (setPodDefaults), and a static pod must already carry its namespace and suffixed name.
 */
export function validatePod(pod: Pod): FieldError[] {
  const ephemeral = (pod.spec.ephemeralContainers ?? []) as unknown[];
  return [
    ...metadataErrors(pod.metadata, 'metadata'),
    ...podSpecErrors(pod.spec, 'spec'),
    ...tokenErrors(pod),
    ...imageSpaceErrors(pod.spec.containers, 'spec.containers'),
    ...imageSpaceErrors(pod.spec.initContainers, 'spec.initContainers'),
    ...(ephemeral.length > 0 ? [forbidden('spec.ephemeralContainers', 'cannot be set on create')] : []),
  ];
}
