import { defineConfig } from 'prisma/config';

// Generating the client needs no database; Prisma's own migration commands take the one in DATABASE_URL.
const url = process.env['DATABASE_URL'];

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(url === undefined ? {} : { datasource: { url } }),
});
