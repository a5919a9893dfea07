import { Client } from 'pg';

/** What can happen to the service's database: rows that somebody else has locked, and a server that is away. */
export class DatabaseTrouble {
  constructor(private readonly url: string) {}

  /** Locks a row, until the returned function is called. */
  async hold(table: 'referrals' | 'organizations', id: string): Promise<() => Promise<void>> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    await client.query('BEGIN');
    await client.query(`SELECT 1 FROM ${table} WHERE id = $1 FOR UPDATE`, [id]);
    return async () => {
      await client.query('COMMIT');
      await client.end();
    };
  }

  /** Ends every connection, whatever it is doing, and lets nobody in until the returned function is called. */
  async goAway(): Promise<() => Promise<void>> {
    await this.allowConnections(false);
    await this.breakConnections();
    return () => this.allowConnections(true);
  }

  /** Ends every connection, whatever it is doing; new ones are taken at once. */
  async breakConnections(): Promise<void> {
    await this.asAdmin((admin, database) =>
      admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [database]),
    );
  }

  private async allowConnections(yes: boolean): Promise<void> {
    await this.asAdmin((admin, database) =>
      admin.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS ${yes}`),
    );
  }

  private async asAdmin<T>(work: (admin: Client, database: string) => Promise<T>): Promise<T> {
    const own = new URL(this.url);
    const database = own.pathname.slice(1);
    own.pathname = 'postgres';
    const admin = new Client({ connectionString: own.href });
    await admin.connect();
    try {
      return await work(admin, database);
    } finally {
      await admin.end();
    }
  }
}
