/** The oids of PostgreSQL's internal type "char" and of text. */
const CHAR = 18;
const TEXT = 25;

/**
 * Makes Prisma's adapter fit for reading a database's schema: the catalogs hold values of the internal type "char",
 * which the adapter refuses and the schema engine wants as characters. The database also serves as the shadow
 * database that the engine replays migrations on, so it has to be one that is thrown away. Works only with queries
 * one after the other, which is how the schema engine asks.
 *
 * @param {import('@prisma/adapter-pg').PrismaPg} factory Over one pool; changed in place.
 */
export function readInternalChar(factory) {
  const connect = factory.connect.bind(factory);
  /** @type {ReturnType<typeof connect> | undefined} */
  let adapter;
  factory.connect = () => (adapter ??= connect().then(relabel));
  factory.connectToShadowDb = factory.connect;
  return factory;
}

/** @param {Awaited<ReturnType<import('@prisma/adapter-pg').PrismaPg['connect']>>} adapter */
async function relabel(adapter) {
  const { ColumnTypeEnum } = await import('@prisma/driver-adapter-utils');
  const pool = adapter.underlyingDriver();
  const query = /** @type {(...args: unknown[]) => Promise<any>} */ (pool.query.bind(pool));
  const queryRaw = adapter.queryRaw.bind(adapter);
  /** @type {boolean[]} */
  let isChar = [];
  Object.assign(pool, {
    query: async (/** @type {unknown[]} */ ...args) => {
      const result = await query(...args);
      const fields = /** @type {{ dataTypeID: number }[]} */ (result.fields ?? []);
      isChar = fields.map(({ dataTypeID }) => dataTypeID === CHAR);
      for (const field of fields) if (field.dataTypeID === CHAR) field.dataTypeID = TEXT;
      return result;
    },
  });
  adapter.queryRaw = async (question) => {
    const answer = await queryRaw(question);
    const columnTypes = answer.columnTypes.map((type, i) => (isChar[i] ? ColumnTypeEnum.Character : type));
    return { ...answer, columnTypes };
  };
  return adapter;
}
