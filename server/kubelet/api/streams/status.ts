// How a remote command ended, as it is told on the error channel. Pure. Upstream: kubelet/server/remotecommand/exec.go,
// websocket.go; apimachinery api/errors NewInternalError (1.20).

interface Status {
  metadata: Record<string, never>;
  status: 'Success' | 'Failure';
  message?: string;
  reason?: string;
  details?: { causes: { reason?: string; message: string }[] };
  code?: number;
}

export const SUCCESS: Status = { metadata: {}, status: 'Success' };

/** The command ended, and not with 0. */
export function nonZeroExit(exitCode: number): Status {
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: Error executing in Docker Container: ${exitCode}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  };
}

/** It could not be carried out. */
export function internalError(why: string): Status {
  return {
    metadata: {},
    status: 'Failure',
    message: `Internal error occurred: ${why}`,
    reason: 'InternalError',
    details: { causes: [{ message: why }] },
    code: 500,
  };
}

/** What is sent of it; null: nothing. Before version 4 only failures are told, as plain text. */
export function statusMessage(status: Status, asJson: boolean): Uint8Array | null {
  if (asJson) return Buffer.from(JSON.stringify(status));
  return status.status === 'Success' ? null : Buffer.from(status.message ?? '');
}
