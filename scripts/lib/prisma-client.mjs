import { capture } from './exec.mjs';
import { UserError } from './fail.mjs';
import { hasStamp, hashInputs, writeStamp } from './inputs.mjs';
import { inRoot } from './paths.mjs';
import { step } from './progress.mjs';

const GENERATED = inRoot('src', 'infra', 'prisma', 'generated');

const inputs = () =>
  hashInputs(['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json']);

/** Whether the database client was generated from the schema as it is now. */
export const isGenerated = () => hasStamp(GENERATED, inputs());

/** Generates the database client from the schema. */
export async function generateClient() {
  await step('Generating the database client', async () => {
    const { code, output } = await capture(
      process.execPath,
      [inRoot('node_modules', 'prisma', 'build', 'index.js'), 'generate'],
      // The command would download a native schema engine that generating does not use; told that it has one, it
      // does not. Any executable file will do.
      { env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' } },
    );
    if (code !== 0) throw new UserError(`The database client could not be generated:\n${output.trim()}`);
    writeStamp(GENERATED, inputs());
  });
}
