// Fields of k8s.io/api/core/v1 (1.20) security contexts, in Go field order. Notation: see ../schema.ts.

export const SECURITY_STRUCTS = {
  SecurityContext: `
    capabilities *Capabilities
    privileged *bool
    seLinuxOptions:SELinuxOptions *SELinuxOptions
    windowsOptions *WindowsSecurityContextOptions
    runAsUser *int64
    runAsGroup *int64
    runAsNonRoot *bool
    readOnlyRootFilesystem *bool
    allowPrivilegeEscalation *bool
    procMount *string
    seccompProfile *SeccompProfile`,
  Capabilities: `
    add []string(Capability)
    drop []string(Capability)`,
  SELinuxOptions: `
    user string
    role string
    type string
    level string`,
  WindowsSecurityContextOptions: `
    gmsaCredentialSpecName:GMSACredentialSpecName *string
    gmsaCredentialSpec:GMSACredentialSpec *string
    runAsUserName *string`,
  SeccompProfile: `
    type! string
    localhostProfile *string`,
  PodSecurityContext: `
    seLinuxOptions:SELinuxOptions *SELinuxOptions
    windowsOptions *WindowsSecurityContextOptions
    runAsUser *int64
    runAsGroup *int64
    runAsNonRoot *bool
    supplementalGroups []int64
    fsGroup:FSGroup *int64
    sysctls []Sysctl
    fsGroupChangePolicy:FSGroupChangePolicy *string
    seccompProfile *SeccompProfile`,
  Sysctl: `
    name! string
    value! string`,
} as const;
