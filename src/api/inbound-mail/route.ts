import { fileAnswer, json } from '../http/answer';
import { bytes } from '../http/raw-body';
import { defineRoute, type Route } from '../http/route';
import type { InboundMailDeps } from './decided';
import { receiveMail } from './receive';
import { answers, fileAnswers } from '../http/answers';
import { idParams } from '../http/fields';
import { DomainError } from '../../domain/errors';
import { INBOUND_MAIL } from '../http/paths';
import { z } from 'zod';
import { INBOUND_MAIL_KINDS } from '../../domain/vocabulary';
import { id, instantOut } from '../http/outputs';

/** The limit of the usual mail servers. */
const MAX_BYTES = 10 * 1024 * 1024;

const RFC822 = 'message/rfc822';

/** Handing in what came by mail, and reading it again as it came. */
export function inboundMailRoutes(deps: InboundMailDeps): Route[] {
  const handIn = defineRoute({
    method: 'post',
    path: INBOUND_MAIL,
    operationId: 'handInMail',
    tag: 'Mail',
    summary: 'Hand in a mail that came for the program',
    description:
      'Raw MIME, from a mail provider’s hook. A report that a mail of ours has failed counts like a refusal of the address, if it shows that it is about that mail; if it does not, it becomes a question. What somebody at an organization wrote becomes a question to the single point of contact, with its referral; what may be automatic is marked in it. Everything else is only kept. The same mail again, by whatever way, changes nothing.',
    scope: 'mail',
    body: bytes,
    raw: { contentTypes: [RFC822, 'application/octet-stream'], maxBytes: MAX_BYTES },
    answers: answers(200, 'What became of the mail', inboundMailView),
    async handle({ body, now }) {
      return json(200, await receiveMail(deps, body, now));
    },
  });

  const source = defineRoute({
    method: 'get',
    path: `${INBOUND_MAIL}/{id}/source`,
    operationId: 'readMailSource',
    tag: 'Mail',
    summary: 'A mail as it came, whole, with its attachments',
    description:
      'Raw MIME, which every mail program opens. The question that a mail became has the id of the mail.',
    scope: 'requests:read',
    params: idParams,
    answers: fileAnswers('The mail', RFC822, 'not-found'),
    async handle({ params: { id } }) {
      const raw = await deps.inboundMails.source(id);
      if (raw === null) throw new DomainError('not-found', 'There is no such mail.');
      return fileAnswer(raw, `mail-${id}.eml`, RFC822);
    },
  });

  return [handIn, source];
}

/** What became of a mail. Holds none of its content. That is in the request, if one was made of it. */
const inboundMailView = z
  .object({
    id,
    kind: z.enum(INBOUND_MAIL_KINDS),
    messageId: id.nullable().meta({ description: 'The mail of ours that it is about' }),
    referralId: id.nullable(),
    organizationId: id.nullable(),
    requestId: id.nullable().meta({ description: 'The question that it became' }),
    receivedAt: instantOut,
  })
  .meta({ id: 'InboundMail' });
