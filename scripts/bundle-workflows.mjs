import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/*
 * node scripts/bundle-workflows.mjs <folder>: makes <folder>/workflow-bundle.js from <folder>/workflows/index.js, so
 * that a worker starts without bundling and needs no bundler in production.
 */
const folder = resolve(process.argv[2] ?? 'dist');
const { bundleWorkflowCode, DefaultLogger } = createRequire(import.meta.url)('@temporalio/worker');

const workflowsPath = resolve(folder, 'workflows', 'index.js');
const { code } = await bundleWorkflowCode({
  workflowsPath,
  // Evaluated once for all workflows of a worker, not once for each: nothing in them keeps state between calls.
  preloadModules: [workflowsPath],
  logger: new DefaultLogger('WARN'),
});
await writeFile(resolve(folder, 'workflow-bundle.js'), code);
