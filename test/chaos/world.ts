import type { PatientClient } from './client';
import type { Ledger } from './ledger';
import type { Copy } from './mail-server';
import type { Random } from './random';
import type { Tally } from './tally';

/** What all who use the service share. */
export interface World {
  readonly client: PatientClient;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly tally: Tally;
  readonly apiKey: string;
  /** Of the run: no mark, id or address is used twice. */
  readonly run: string;
  readonly referrals: string[];
  readonly organizations: string[];
  /** Mails that nobody has read yet, newest last. */
  readonly unread: Copy[];
  /** Leads that were mailed, for those that come back. */
  readonly leadMails: Copy[];
  /** Unique, and found again in whatever table it comes to stand. */
  mark(): string;
}

export const COUNTIES = [
  { county: 'Hennepin', zip: '55401' },
  { county: 'Ramsey', zip: '55101' },
  { county: 'St. Louis', zip: '55802' },
] as const;

export function headersOf({ apiKey }: World): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
}

/** A call of the API that changes something, under a key; counted by what became of it. */
export async function change(
  world: World,
  what: string,
  method: 'POST' | 'PATCH',
  path: string,
  body?: object,
): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
  const { client, tally } = world;
  const request = {
    ...{ method, path: `/api/v1${path}`, headers: headersOf(world) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const { status, text } = await client.sendKeyed(request, `key-${world.mark()}`);
  tally.add(status < 300 ? `acknowledged ${what}` : `refused ${what} ${status}`);
  return { status, body: parse(text) };
}

export async function read(world: World, path: string): Promise<Readonly<Record<string, unknown>>> {
  const { authorization = '' } = headersOf(world);
  const { text } = await world.client.send({
    method: 'GET',
    path: `/api/v1${path}`,
    headers: { authorization },
  });
  return parse(text);
}

function parse(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** Today where the program works, moved by some days. */
export function day(offset = 0): string {
  const at = new Date(Date.now() + offset * 86_400_000);
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(at);
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
