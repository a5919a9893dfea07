import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { ReferralView } from '../../../src/api/referral/referral-view';
import { createWaker } from '../../../src/infra/temporal/waker';
import type { FollowerKind } from '../../../src/workflows/follow/plan';
import { workflowIdOf } from '../../../src/workflows/ids';
import { isLeadFor } from '../../integration/support/mails';
import { linkIn, type Assister, type Page } from '../../integration/support/assister';
import { eventually } from '../../support/eventually';
import type { Answer } from '../../integration/support/api-client';
import type { Installation } from '../../integration/support/installation';
import type { Cell } from './cells';
import type { Reply, Seen } from './window';

/** What a window needs to bring its subject about and to look at it. */
export interface Scene {
  readonly site: Installation;
  readonly db: Pool;
  /** A referral that was sent to the cell's first organization. */
  sent(cell: Cell): Promise<SentLead>;
  /** A request with an Idempotency-Key of its own, to be repeated. */
  keyed(method: 'POST' | 'PATCH', path: string, body?: object): () => Promise<Reply>;
  /** Something that is done on the way, and succeeds. */
  does<Body>(method: 'POST' | 'PATCH', path: string, body?: object): Promise<Answer<Body>>;
  /** Waits until the log of a referral ends with this type. */
  untilLast(referralId: string, type: string): Promise<void>;
  /** Something of a subject was brought due in the database: its workflow is to look. */
  due(kind: FollowerKind, subjectId: string): Promise<void>;
  seeReferral(referralId: string): Promise<Seen>;
  mailsOf(column: 'referral_id' | 'request_id' | 'report_id', id: string): Promise<string[]>;
}

export interface SentLead {
  readonly id: string;
  readonly assignmentId: string;
  readonly link: string;
  readonly messageId: string;
  /** Presses the link's button: that is an act of its own. */
  open(): Promise<{ readonly assister: Assister; readonly page: Page }>;
}

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Only fails what has come to nothing. */
export const LONG_MS = 180_000;

export function createScene(site: Installation): Scene {
  const { db, crm, temporalClient } = site;
  const waker = createWaker(temporalClient, {
    taskQueue: 'assister-leads',
    log: SILENT,
  });
  const types = async (referralId: string): Promise<string[]> => {
    const { rows } = await db.query<{ type: string }>(
      'SELECT type FROM referral_events WHERE referral_id = $1 ORDER BY seq',
      [referralId],
    );
    return rows.map(({ type }) => type);
  };
  const scene: Scene = {
    ...{ site, db },

    async sent(cell) {
      const { id } = (await scene.does<ReferralView>('POST', '/referrals', cell.lead())).body;
      const mail = await site.smtp.waitForMail(isLeadFor(id), LONG_MS);
      await scene.untilLast(id, 'sent');
      const { rows } = await db.query<{ id: string }>('SELECT id FROM assignments WHERE referral_id = $1', [
        id,
      ]);
      const link = linkIn(mail);
      return {
        ...{ id, link, assignmentId: rows[0]?.id ?? '', messageId: mail.parsed.messageId ?? '' },
        open: async () => {
          const assister = site.assister();
          return { assister, page: await assister.open(link) };
        },
      };
    },

    keyed(method, path, body) {
      const key = { 'idempotency-key': randomUUID() };
      return async () => {
        const answer = await crm.call<unknown>(method, path, body, key);
        const replayed = answer.headers.get('idempotency-replayed') === 'true';
        return { status: answer.status, body: answer.body, replayed };
      };
    },

    async does<Body>(method: 'POST' | 'PATCH', path: string, body?: object) {
      // The machine may be slow, and the service says so: as anybody else's client, this one asks again.
      const ask = () => crm.call<Body>(method, path, body, { 'idempotency-key': key });
      const key = randomUUID();
      const answer = await eventually(path, ask, ({ status }) => status !== 503 && status !== 409, LONG_MS);
      if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer;
    },

    async untilLast(referralId, type) {
      await eventually(
        `${type} of ${referralId}`,
        () => types(referralId),
        (log) => log.at(-1) === type,
        LONG_MS,
      );
    },

    async due(kind, subjectId) {
      await db.query('UPDATE followers SET behind_since = now() WHERE workflow_id = $1', [
        workflowIdOf({ kind, subjectId }),
      ]);
      waker.wake({ kind, subjectId }, 'due');
    },

    async seeReferral(referralId) {
      return { log: await types(referralId), mails: await scene.mailsOf('referral_id', referralId) };
    },

    async mailsOf(column, id) {
      const { rows } = await db.query<{ kind: string; state: string }>(
        `SELECT kind, state FROM messages WHERE ${column} = $1 ORDER BY kind, state`,
        [id],
      );
      return rows.map(({ kind, state }) => `${kind} ${withoutHour(kind, state)}`);
    },
  };
  return scene;
}

/** Reminders go out in business hours: whether one could be sent yet depends on when the test runs. */
function withoutHour(kind: string, state: string): string {
  return kind.endsWith('-reminder') && (state === 'pending' || state === 'sent') ? 'made' : state;
}

/** The version that was answered with a referral. */
export function versionIn({ body }: Reply): number {
  const { version } = body as ReferralView;
  return version;
}
