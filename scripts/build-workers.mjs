// Builds Monaco's two web workers into public/monaco, so that the editor needs no CDN and no bundler magic.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

await build({
  absWorkingDir: root,
  entryPoints: {
    'editor.worker': 'node_modules/monaco-editor/esm/vs/editor/editor.worker.js',
    'yaml.worker': 'node_modules/monaco-yaml/yaml.worker.js',
  },
  outdir: 'public/monaco',
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  // monaco-worker-manager (inside monaco-yaml) asks for a path that monaco-editor ≥ 0.56 no longer exports under that name.
  alias: { 'monaco-editor/esm/vs/editor/editor.worker.js': 'monaco-editor/editor/editor.worker.js' },
  logLevel: 'warning',
});
