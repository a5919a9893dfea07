'use strict';

/*
 * node test/replay/record.cjs: records this version's histories. See README.md. Everything it runs is TypeScript, so
 * require() is taught to read it first.
 */
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

for (const extension of ['.ts', '.tsx']) {
  require.extensions[extension] = (module, filename) => {
    const { code } = transformSync(readFileSync(filename, 'utf8'), {
      filename,
      swcrc: false,
      jsc: {
        parser: { syntax: 'typescript', tsx: extension === '.tsx' },
        transform: { react: { runtime: 'automatic', importSource: 'preact' } },
        target: 'es2022',
      },
      module: { type: 'commonjs' },
    });
    module._compile(code, filename);
  };
}

async function main() {
  const { default: findTestServer } = await import('../support/find-test-server.mjs');
  await findTestServer();
  await require('./record.ts').recordAll();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
