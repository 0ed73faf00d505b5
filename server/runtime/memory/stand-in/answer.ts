// What an imitated pod answers to HTTP: nginx says welcome on port 80, everything else listens to nobody.
import type { MemoryContainer } from '../container';
import type { MemoryEngine } from '../engine';
import type { Answerer } from './curl';

const HTTP_PORT = 80;
const WELCOME = `<!DOCTYPE html>
<html>
<head><title>Welcome to nginx!</title></head>
<body>
<h1>Welcome to nginx!</h1>
<p>Demo without Docker: Kulissen imitates this server.</p>
</body>
</html>
`;

const isNginx = ({ argv, state }: MemoryContainer): boolean =>
  state === 'running' && argv[0]?.split('/').at(-1) === 'nginx';

/** Asks the running containers of the pod that has the address. */
export const answerFrom =
  (engine: MemoryEngine): Answerer =>
  (host, port, target) => {
    const sandbox = engine.all().find(({ ip, state }) => ip === host && state === 'running');
    if (!sandbox) return undefined;
    const serves = engine.all().some((container) => container.joins === sandbox.id && isNginx(container));
    if (!serves || port !== HTTP_PORT) return 'refused';
    return target === '/' ? { status: 200, body: WELCOME } : { status: 404, body: '<h1>404 Not Found</h1>\n' };
  };
