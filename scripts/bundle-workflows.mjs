import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/*
 * node scripts/bundle-workflows.mjs <folder>: makes <folder>/workflow-bundle.js from <folder>/workflows/index.js, so
 * that a worker starts without bundling and needs no bundler in production.
 */
const folder = resolve(process.argv[2] ?? 'dist');
const { bundleWorkflowCode, DefaultLogger } = createRequire(import.meta.url)('@temporalio/worker');

const { code } = await bundleWorkflowCode({
  workflowsPath: resolve(folder, 'workflows', 'index.js'),
  logger: new DefaultLogger('WARN'),
});
await writeFile(resolve(folder, 'workflow-bundle.js'), code);
