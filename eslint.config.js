// Biome formats and lints; ESLint only for what needs types: a floating promise in a daemon is a crash in waiting.
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const typed = (files, project) => ({
  files,
  languageOptions: { parser: tseslint.parser, parserOptions: { project, tsconfigRootDir: import.meta.dirname } },
  plugins: { '@typescript-eslint': tseslint.plugin },
  rules: {
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    '@typescript-eslint/await-thenable': 'error',
    '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  },
});

export default [
  { ignores: ['node_modules', '.next', 'dist', 'public', 'next-env.d.ts'] },
  typed(['server/**/*.ts', 'tests/**/*.ts', 'scripts/**/*.ts', 'lib/**/*.test.ts'], 'server/tsconfig.json'),
  typed(['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}'], 'tsconfig.eslint.json'),
  typed(['lib/**/*.ts'], 'server/tsconfig.json'),
  {
    files: ['app/**/*.tsx', 'components/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['**/*.{ts,tsx,js,mjs,cjs}'],
    rules: { 'max-lines': ['error', { max: 350 }] },
  },
];
