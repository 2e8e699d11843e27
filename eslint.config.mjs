import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';

/** Dependencies point one way: main -> stacks -> constructs; scripts and sandbox stand beside and may look in. */
const direction = [
  {
    target: './constructs',
    from: ['./stacks', './environments', './scripts', './sandbox'],
    message: 'Constructs receive decisions: they know neither environments nor stacks.',
  },
  {
    target: './environments',
    from: ['./stacks', './constructs', './scripts', './sandbox'],
    message: 'Environments are plain data.',
  },
  {
    target: './stacks',
    from: ['./scripts', './sandbox'],
    message: 'Stacks are wired without the commands that deploy them.',
  },
  {
    target: './main.ts',
    from: ['./constructs', './scripts', './sandbox'],
    message: 'main.ts builds stacks and nothing else.',
  },
  {
    target: './sandbox',
    from: ['./scripts', './stacks', './constructs'],
    message: 'The sandbox works on synthesized output only.',
  },
];

export default tseslint.config(
  { ignores: ['node_modules', '.build', 'cdktf.out', 'coverage', '.infra'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    plugins: { 'import-x': importX, jsdoc },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: direction }],
      'import-x/no-cycle': 'error',
      'import-x/order': ['error', { alphabetize: { order: 'asc' }, 'newlines-between': 'never' }],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: '@cdktf/provider-aws', message: 'Import deeply: the root import costs 2 s and 0.9 GB.' }] },
      ],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    files: ['constructs/**/*.ts', 'stacks/**/*.ts', 'environments/**/*.ts', 'scripts/**/*.ts', 'sandbox/**/*.ts'],
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          contexts: [
            'ClassDeclaration',
            'FunctionDeclaration',
            'TSTypeAliasDeclaration',
            'TSInterfaceBody > TSPropertySignature[optional=true]',
          ],
        },
      ],
      'no-console': 'off',
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['__tests__/**/*.ts'],
    rules: { 'max-lines': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.js'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
