'use strict';

/*
 * node test/replay/record.cjs [road …]: records this version's histories. See README.md. Everything it runs is TypeScript, so
 * require() is taught to read it first.
 */
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join } = require('node:path');
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

// The generated database client names its own files as they are once compiled.
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, parent, ...rest) => {
  const source = request.startsWith('.')
    ? join(dirname(parent.filename), request.replace(/\.js$/, '.ts'))
    : '';
  return request.endsWith('.js') && existsSync(source) ? source : resolve(request, parent, ...rest);
};

async function main() {
  const { default: startServers } = await import('../support/start-servers.mjs');
  const { default: stopServers } = await import('../support/stop-servers.mjs');
  await startServers();
  try {
    await require('./record.ts').record(process.argv.slice(2));
  } finally {
    await stopServers();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
