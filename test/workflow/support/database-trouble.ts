import { Client } from 'pg';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy';

/** What can happen to the service's database: rows that somebody else has locked, and a server that is away. */
export class DatabaseTrouble {
  private constructor(
    private readonly url: string,
    private readonly proxy: TcpProxy,
  ) {}

  static async over(url: string): Promise<DatabaseTrouble> {
    return new DatabaseTrouble(url, await startTcpProxy(new URL(url).host));
  }

  /** The way to the database that can be cut. */
  get urlForService(): string {
    const url = new URL(this.url);
    url.host = this.proxy.address;
    return url.href;
  }

  close(): Promise<void> {
    return this.proxy.close();
  }

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

  /** Every connection of the service ends, whatever it is doing, and no new one comes about until the database is back. */
  goAway(): void {
    this.proxy.refuse();
  }

  comeBack(): void {
    this.proxy.pass();
  }

  /** Every connection of the service ends, whatever it is doing; it may connect again at once. */
  cut(): void {
    this.proxy.cut();
  }
}
