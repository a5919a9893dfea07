import { configOrExit, readDatabaseUrl } from '../config';
import { createPrisma } from '../infra/prisma/database/client';
import { demoOrganizations } from './organizations';

/** Loads the demonstration's organizations. Existing ones stay unchanged, because people may have changed them. */
async function main(): Promise<void> {
  const { prisma, close } = createPrisma(configOrExit(readDatabaseUrl), { max: 1 });
  try {
    const now = new Date(Date.now());
    const { count } = await prisma.organization.createMany({
      data: demoOrganizations.map(({ counties, languages, ...rest }) => ({
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

main().catch((error: unknown) => {
  process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
