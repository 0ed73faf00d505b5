/** A volume could not be set up. The pod is planned anew at once, for the plan knows when it is tried again; no failed sync is logged for it. */
export class VolumeError extends Error {
  override name = 'VolumeError';
}
