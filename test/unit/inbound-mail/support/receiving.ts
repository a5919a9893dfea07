import { receiveMail } from '../../../../src/api/inbound-mail/receive';
import { instant } from '../../../../src/domain/time';
import { Mailroom, type Kept } from '../../api/support/mailroom';

/** What becomes of mails that come in one after the other, each of them for the first time. */
export async function received(...mails: readonly Buffer[]): Promise<Kept[]> {
  const room = new Mailroom();
  for (const raw of mails) await receiveMail(room.deps, raw, NOW);
  return [...room.kept.values()];
}

export async function receivedOne(raw: Buffer): Promise<Kept> {
  const [kept] = await received(raw);
  if (kept === undefined) throw new Error('the mail was not kept');
  return kept;
}

/** What the single point of contact reads of the mail; null when nobody is asked. */
export async function told(raw: Buffer): Promise<string | null> {
  const { consequence } = await receivedOne(raw);
  return consequence.follows === 'question' ? consequence.text : null;
}

const NOW = instant('2026-11-28T19:00:00.000Z');
