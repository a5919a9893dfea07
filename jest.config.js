'use strict';

/*
 * One project a suite; `npm test` runs them one after the other, `npx jest test/unit/<file>` runs one file. TypeScript
 * is only transpiled here: `npm run check` is what checks types.
 */
const typescript = (tsx) => [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', tsx },
      transform: { react: { runtime: 'automatic', importSource: 'preact' } },
      target: 'es2022',
    },
    module: { type: 'commonjs' },
  },
];

/** Published as ES modules only, and no older Node can require() those inside jest: transpiled like our own code. */
const ESM_ONLY = [
  'uuid',
  'temporal-polyfill',
  'temporal-utils',
  'preact',
  '@prisma/schema-engine-wasm',
  'maildev',
];

const suite = (name, options) => ({
  displayName: name,
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/test/${name}/**/*.test.{ts,tsx}`],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: {
    '\\.ts$': typescript(false),
    '\\.tsx$': typescript(true),
    '\\.m?js$': ['@swc/jest', { swcrc: false, jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY.join('|')})/)`, '<rootDir>/dist/'],
  // The generated database client imports its own files as `.js`; here they are still TypeScript.
  moduleNameMapper: {
    '^(\\./(?:internal|models|enums|commonInputTypes|class|prismaNamespace)[\\w/]*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.cache', '<rootDir>/.data'],
  ...options,
});

/** Real servers that all tests of a run share. */
const servers = {
  globalSetup: '<rootDir>/test/support/start-servers.mjs',
  globalTeardown: '<rootDir>/test/support/stop-servers.mjs',
};

module.exports = {
  // The servers under test need the cores as much as the tests do.
  maxWorkers: 2,
  // jest knows one limit for all suites. It is for the ones with real servers; nothing waits for it elsewhere.
  testTimeout: 120_000,
  projects: [
    suite('unit'),
    suite('workflow', servers),
    suite('replay'),
    suite('integration', servers),
    suite('windows', servers),
    suite('browser', { ...servers, globalSetup: '<rootDir>/test/support/start-servers-and-browser.mjs' }),
  ],
};
