import type {
  Consequence,
  InboundMailRecord,
  InboundMailStore,
  OurMessage,
} from '../../../api/inbound-mail/ports';
import { instant } from '../../../domain/time';
import { sayingWhenDown } from '../database/outages';
import type { InboundMail, PrismaClient } from '../generated/client';
import { askRequest } from '../organization/request/ask';
import type { ReferralActDeps } from '../referral/acts';
import type { Look } from '../routing/situation';
import { inTransaction, type Tx } from '../database/transaction';
import { takeBounce, type Bounced } from './bounce';

/** One referral has had fewer mails than this, unless somebody has made a mistake. */
const MOST_MESSAGES = 200;

const NOBODY: Bounced = { wakes: [], freesPlace: false };

export function createInboundMailStore(prisma: PrismaClient, deps: ReferralActDeps): InboundMailStore {
  return sayingWhenDown<InboundMailStore>({
    find: (digest) => find(prisma, digest),

    async firstMessage(ids) {
      const [message] = await prisma.$queryRaw<OurMessage[]>`
        SELECT m.id, m.kind, m.recipient, m.referral_id AS "referralId", m.organization_id AS "organizationId"
        FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS named(id, place)
        JOIN messages m ON m.id = named.id
        ORDER BY named.place LIMIT 1`;
      return message ?? null;
    },

    async messagesAbout(subjectIds) {
      return prisma.$queryRaw<OurMessage[]>`
        SELECT id, kind, recipient, referral_id AS "referralId", organization_id AS "organizationId" FROM messages
        WHERE (referral_id = ANY(${[...subjectIds]}::uuid[]) OR report_id = ANY(${[...subjectIds]}::uuid[]))
          AND organization_id IS NOT NULL
        ORDER BY created_at DESC, id DESC LIMIT ${MOST_MESSAGES}`;
    },

    async organizationsAt(addresses) {
      const lower = addresses.map((address) => address.toLowerCase());
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        SELECT id FROM organizations WHERE lower(contact_email) = ANY(${lower}) ORDER BY id LIMIT 10`;
      return rows.map(({ id }) => id);
    },

    async source(id) {
      const row = await prisma.inboundMailSource.findUnique({ where: { mailId: id } });
      return row === null ? null : Buffer.from(row.raw);
    },

    async keep({ digest, raw }, record, consequence) {
      const looked: Look[] = [];
      const { kept, bounced } = await inTransaction(prisma, async (tx) => {
        looked.length = 0;
        const setting = { ...deps, looked: (look: Look) => void looked.push(look) };
        const isNew = await insert(tx, digest, raw, record);
        const bounced = isNew ? await follow(tx, setting, record, consequence) : NOBODY;
        return { kept: await found(tx, digest), bounced };
      });
      for (const look of looked) deps.situations.adopt(look);
      for (const followed of bounced.wakes) deps.waker.wake(followed, record.kind);
      if (bounced.freesPlace) deps.waker.nudgeWaitlist();
      return kept;
    },
  });
}

/** Runs in the transaction that keeps the mail. */
async function follow(
  tx: Tx,
  setting: Parameters<typeof takeBounce>[1],
  record: InboundMailRecord,
  consequence: Consequence,
): Promise<Bounced> {
  const { messageId, organizationId, referralId, requestId, receivedAt: at } = record;
  switch (consequence.follows) {
    case 'nothing':
      return NOBODY;
    case 'bounce':
      if (messageId === null) throw new Error('a mail that came back names no message');
      return takeBounce(tx, setting, { messageId, smtpCode: consequence.smtpCode, at });
    case 'question': {
      if (requestId === null) throw new Error('a question without an id');
      const ask = { kind: 'question' } as const;
      const request = {
        id: requestId,
        organizationId,
        referralId,
        ask,
        comments: consequence.text,
        unreached: consequence.unreached,
        at,
      } as const;
      await askRequest(tx, setting, { ...request, source: 'mail' });
      return { wakes: [{ kind: 'request', subjectId: requestId }], freesPlace: false };
    }
    default:
      return consequence satisfies never;
  }
}

/** False when the same mail was kept before. */
async function insert(
  tx: Tx,
  digest: string,
  raw: Buffer,
  { receivedAt, ...record }: InboundMailRecord,
): Promise<boolean> {
  const { count } = await tx.inboundMail.createMany({
    data: [{ ...record, digest, receivedAt }],
    skipDuplicates: true,
  });
  if (count !== 1) return false;
  await tx.inboundMailSource.create({ data: { mailId: record.id, raw: new Uint8Array(raw) } });
  return true;
}

async function found(tx: Tx, digest: string): Promise<InboundMailRecord> {
  const kept = await find(tx, digest);
  if (kept === null) throw new Error('the mail was neither kept nor found');
  return kept;
}

async function find(prisma: PrismaClient | Tx, digest: string): Promise<InboundMailRecord | null> {
  const row = await prisma.inboundMail.findUnique({ where: { digest } });
  return row === null ? null : toRecord(row);
}

function toRecord({ digest: _digest, kind, receivedAt, ...row }: InboundMail): InboundMailRecord {
  // A closed list, because only this store writes the column.
  return { ...row, kind: kind as InboundMailRecord['kind'], receivedAt: instant(receivedAt) };
}
