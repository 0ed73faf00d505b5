import type { PodSecurityProfile } from '@/lib/k8s/pod-security';

/** Whose lab it is, and where. Paths are absolute. */
export interface LabHome {
  id: string;
  home: string;
  manifestDir: string;
  user: string;
  /** What pods may not ask for here; absent where nobody shares the host. */
  podSecurity?: PodSecurityProfile;
}
