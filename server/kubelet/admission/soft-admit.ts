// May a pod that was admitted run now? Asked at each sync; until it may, its containers wait as Blocked. Pure.
// Upstream: kubelet.go canRunPod, lifecycle/handlers.go NewAppArmorAdmitHandler, pkg/security/apparmor/validate.go (1.20). Its two other
// questions, whether the engine knows no-new-privileges and procMount, every engine that we speak to answers with yes.
import { everyContainer } from '@/lib/k8s/every-container';
import type { StaticPod } from '@/lib/k8s/types';

export const APPARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const UNCONFINED = 'unconfined';
const LOCALHOST = 'localhost/';

/** What AppArmor is on this host. */
export interface AppArmorHost {
  enabled: boolean;
  /** Names of the loaded profiles. */
  profiles: ReadonlySet<string>;
}

/** Why a pod may not run; both go to its status. */
export interface Blocked {
  reason: 'AppArmor';
  message: string;
}

/** Does the pod ask for AppArmor at all? */
export const asksForAppArmor = ({ metadata }: StaticPod): boolean =>
  Object.entries(metadata.annotations).some(
    ([key, value]) => key.startsWith(APPARMOR_ANNOTATION) && value !== UNCONFINED,
  );

/** Null: it may run. */
export function softAdmit(pod: StaticPod, host: AppArmorHost): Blocked | null {
  if (!asksForAppArmor(pod)) return null;
  const why = host.enabled ? missingProfile(pod, host) : 'AppArmor is not enabled on the host';
  return why === null ? null : { reason: 'AppArmor', message: `Cannot enforce AppArmor: ${why}` };
}

function missingProfile({ metadata, spec }: StaticPod, { profiles }: AppArmorHost): string | null {
  for (const { name } of everyContainer(spec)) {
    const profile = metadata.annotations[`${APPARMOR_ANNOTATION}${name}`] ?? '';
    if (!profile.startsWith(LOCALHOST)) continue;
    const wanted = profile.slice(LOCALHOST.length);
    if (!profiles.has(wanted)) return `profile "${wanted}" is not loaded`;
  }
  return null;
}
