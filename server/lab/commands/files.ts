import type { Workspace } from '../workspace/workspace';
import type { Handlers } from './handler';

export const fileHandlers = (
  workspace: Workspace,
): Handlers<'file:read' | 'file:save' | 'file:rename' | 'file:delete'> => ({
  'file:read': (_client, { file }) => workspace.read(file),
  'file:save': (_client, { file, content, revision }) => workspace.save(file, content, revision),
  'file:rename': (_client, { file, to }) => workspace.rename(file, to),
  'file:delete': (_client, { file, revision }) => workspace.remove(file, revision),
});
