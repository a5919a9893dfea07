import { configOrExit, readSampleOrganizationsConfig } from '../config';
import { loadProgram } from '../infra/program-file';
import { createPrisma } from '../infra/prisma/database/client';
import { sampleOrganizations, type DemoOrganization } from './organizations';
import { loadSampleOf, NoSampleFile } from './sample-file';

/**
 * Loads the sample organizations of the policy's state. Existing ones stay unchanged, because people may have changed
 * them. A state without a sample file gets none, and that is no failure.
 */
async function main(): Promise<void> {
  const { databaseUrl, programFile } = configOrExit(readSampleOrganizationsConfig);
  const organizations = organizationsOf(programFile);
  if (organizations === null) return;
  const { prisma, close } = createPrisma(databaseUrl, { max: 1 });
  try {
    const now = new Date(Date.now());
    const { count } = await prisma.organization.createMany({
      data: organizations.map(({ counties, languages, ...rest }) => ({
        ...rest,
        counties: [...counties],
        languages: [...languages],
        status: 'active',
        createdAt: now,
        updatedAt: now,
      })),
      skipDuplicates: true,
    });
    const loaded = count === 0 ? 'were there already' : `${count} loaded`;
    process.stdout.write(`demonstration organizations: ${loaded}\n`);
  } finally {
    await close();
  }
}

/** Null, and a line that says so, when there is no sample file. */
function organizationsOf(programFile: string): DemoOrganization[] | null {
  try {
    return sampleOrganizations(loadSampleOf(programFile, loadProgram(programFile)));
  } catch (error) {
    if (!(error instanceof NoSampleFile)) throw error;
    process.stdout.write(`demonstration organizations: none. ${error.message}\n`);
    return null;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
