import tseslint from 'typescript-eslint';

/** The one place to read the environment is src/config.ts; a process's start is then one message, not a search. */
const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only src/config.ts reads the environment.',
};

/** Rules and workflows are given the time: they run on the test server's clock and replay years later. */
const noClock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The time is given to rules and workflows; they do not ask for it.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The time is given to rules and workflows; they do not ask for it.',
  },
  {
    selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
    message: 'The time is given to rules and workflows; they do not ask for it.',
  },
];

/** A leading underscore says: named for the reader, or left out on purpose. */
const unused = { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' };

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      'dist/',
      '.cache/',
      '.data/',
      'coverage/',
      'src/infra/prisma/generated/',
      'src/api/pages/assets/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', unused],
      // A function is async because its interface is, whether or not this one has anything to wait for.
      '@typescript-eslint/require-await': 'off',
      // Objects here are closures; their methods can be taken apart.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Numbers in texts are wanted here: days, hours, counts.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => void work()` says that the result is of no interest.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      'no-restricted-syntax': ['error', noEnvironment],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/{domain,workflows}/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', noEnvironment, ...noClock] },
  },
  {
    files: ['src/config.ts', 'prisma.config.ts', 'test/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    // jest's matchers (`expect.any`, `expect.objectContaining`) are of type any.
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.base],
    rules: {
      'no-unused-vars': ['error', unused],
      'no-undef': 'off',
      eqeqeq: 'error',
    },
  },
);
