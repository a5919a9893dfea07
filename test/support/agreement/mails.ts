import type { ClientBase } from 'pg';
import { fold } from '../../../src/domain/referral/evolve';
import { followUpMails } from '../../../src/domain/referral/follow-up-mails';
import type { ReceivedMail } from '../smtp-mailbox';
import { faultsOf } from './faults';
import type { KeptReferral } from './rows';

/** What a mail server was given, and of which messages (by their ids) an answer of its may have been lost, how often. */
export interface Mailbag {
  readonly mails: readonly Pick<ReceivedMail, 'parsed'>[];
  readonly lostAnswers: ReadonlyMap<string, number>;
}

interface Message {
  readonly id: string;
  readonly key: string;
  readonly state: string;
  readonly attempts: number;
}

/** One step, one mail: made with the event that causes it, brought to its end, and sent once. */
export async function mailFaults(
  sql: ClientBase,
  referrals: readonly KeptReferral[],
  mailbag: Mailbag,
): Promise<string[]> {
  const { rows: messages } = await sql.query<Message>('SELECT id, key, state, attempts FROM messages');
  return [
    ...(await unended(sql)),
    ...referrals.flatMap((referral) => stepFaults(referral, new Set(messages.map(({ key }) => key)))),
    ...copyFaults(messages, mailbag),
  ];
}

/** One that waits for the hour of its next attempt is no fault; the clock of the attempt is to be within a minute. */
function unended(sql: ClientBase): Promise<string[]> {
  return faultsOf(
    sql,
    `SELECT format('mail %s has not come to its end after %s attempts', key, attempts) AS fault FROM messages
    WHERE state = 'pending' AND (next_attempt_at IS NULL OR next_attempt_at < now() + interval '1 minute')
    UNION ALL
    SELECT format('mail %s is %s and still in doubt', key, state) FROM messages
    WHERE in_doubt AND state IN ('sent', 'refused')`,
  );
}

/** Every event has left the mails that follow from it. */
function stepFaults({ id, log }: KeptReferral, keys: ReadonlySet<string>): string[] {
  const [first, ...events] = log;
  if (first?.type !== 'received') return [];
  return followUpMails({ before: fold(id, [first]), events })
    .map(({ key }) => `referral-${id}/${key}`)
    .filter((key) => !keys.has(key))
    .map((key) => `mail ${key} was never made`);
}

function copyFaults(messages: readonly Message[], { mails, lostAnswers }: Mailbag): string[] {
  const copies = new Map<string, number>();
  for (const { parsed } of mails) {
    const id = /^<([^@>]+)@/.exec(parsed.messageId ?? '')?.[1] ?? `${parsed.messageId}`;
    copies.set(id, (copies.get(id) ?? 0) + 1);
  }
  const known = new Set(messages.map(({ id }) => id));
  return [
    ...[...copies.keys()]
      .filter((id) => !known.has(id))
      .map((id) => `a mail was sent under ${id}, which is no message`),
    ...messages.flatMap(({ id, key, state, attempts }) => {
      const count = copies.get(id) ?? 0;
      if (state === 'sent' && count === 0) return [`mail ${key} is sent, and nobody has it`];
      if (attempts === 0 && count > 0) return [`mail ${key} was sent without an attempt on record`];
      const most = 1 + (lostAnswers.get(id) ?? 0);
      return count > most ? [`mail ${key} came ${count} times; ${most} can be explained`] : [];
    }),
  ];
}
