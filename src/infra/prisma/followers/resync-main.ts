import { configOrExit, readDatabaseUrl } from '../../../config';
import { createPrisma } from '../database/client';

/**
 * For use after PostgreSQL was restored to an earlier time. Marks every follower as behind, so that the sweep makes
 * every workflow read again, within a minute or so. Running it again only makes them read once more.
 */
async function main(): Promise<void> {
  const { prisma, close } = createPrisma(configOrExit(readDatabaseUrl), { max: 1 });
  try {
    const marked = await prisma.$executeRaw`
      UPDATE followers SET behind_since = COALESCE(behind_since, now()), swept_at = NULL`;
    process.stdout.write(`${marked} workflows will read again what PostgreSQL says.\n`);
  } finally {
    await close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`resync: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
