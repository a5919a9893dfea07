/** The oids of PostgreSQL's internal type "char" and of text. */
const CHAR = 18;
const TEXT = 25;

/**
 * Makes Prisma's adapter fit for reading a database's schema: the catalogs hold values of the internal type "char",
 * which the adapter refuses and the schema engine wants as text.
 *
 * @param {import('@prisma/adapter-pg').PrismaPg} factory Changed in place.
 */
export function readCharAsText(factory) {
  const { connect, connectToShadowDb } = factory;
  factory.connect = async () => relabel(await connect.call(factory));
  factory.connectToShadowDb = async () => relabel(await connectToShadowDb.call(factory));
  return factory;
}

/** @param {Awaited<ReturnType<import('@prisma/adapter-pg').PrismaPg['connect']>>} adapter */
function relabel(adapter) {
  const pool = adapter.underlyingDriver();
  const query = /** @type {(...args: unknown[]) => Promise<any>} */ (pool.query.bind(pool));
  Object.assign(pool, {
    query: async (/** @type {unknown[]} */ ...args) => {
      const result = await query(...args);
      for (const field of result.fields ?? []) if (field.dataTypeID === CHAR) field.dataTypeID = TEXT;
      return result;
    },
  });
  return adapter;
}
