// An action as one short line, for tables of decisions.
import type { Action } from '../actions';
import { NOW } from './fixtures';

export const brief = (action: Action): string => {
  switch (action.kind) {
    case 'MountVolume':
    case 'UnmountVolume':
      return `${action.kind === 'MountVolume' ? 'mount' : 'unmount'} ${action.volume}: ${action.because.code}`;
    case 'KillContainer':
      return `kill ${action.containerId} (${action.graceSeconds}s): ${action.because.code}`;
    case 'StopSandbox':
      return `stop ${action.sandboxId}: ${action.because.code}`;
    case 'CreateSandbox':
      return `sandbox ${action.attempt}: ${action.because.code}`;
    case 'StartContainer':
      return `start ${action.container} ${action.attempt}: ${action.because.code}`;
    case 'Wait':
      return `wait ${action.container} ${(action.until - NOW) / 1000}s of ${action.windowMs / 1000}s: ${action.reason}`;
    case 'RemoveContainer':
      return `remove ${action.containerId}: ${action.because.code}`;
    case 'RemoveSandbox':
      return `remove ${action.sandboxId}: ${action.because.code}`;
  }
};
