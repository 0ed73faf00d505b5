// Bundles the programs that run outside Next into dist/: the server, the broker, bin/kubelet, the client behind ./kubelet, the image builder,
// the preflight of a workshop, backup and restore.
// Milliseconds with esbuild; packages stay in node_modules.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

await build({
  absWorkingDir: root,
  entryPoints: {
    server: 'server/index.ts',
    broker: 'server/broker-main.ts',
    kubelet: 'server/kubelet/cli/main.ts',
    'kubelet-client': 'server/lab/hosted/client.ts',
    'workstation-relay': 'server/workshop/workstation/relay.ts',
    robots: 'server/workshop/robots/main.ts',
    images: 'server/runtime/images/main.ts',
    backup: 'server/backup/main.ts',
    'workshop-clean': 'server/workshop/clean-main.ts',
    'workshop-check': 'server/workshop/preflight/main.ts',
  },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'linked',
  tsconfig: 'tsconfig.json',
  logLevel: 'warning',
});
