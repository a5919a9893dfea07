import { json } from '../http/answer';
import { bytes } from '../http/raw-body';
import { defineRoute, type Route } from '../http/route';
import { receiveMail, type InboundMailDeps } from './receive';
import { answers } from '../http/answers';
import { INBOUND_MAIL } from '../http/paths';
import { z } from 'zod';
import { INBOUND_MAIL_KINDS } from '../../domain/vocabulary';
import { id, instantOut } from '../http/outputs';

/** What the usual mail servers take. */
const MAX_BYTES = 10 * 1024 * 1024;

export function inboundMailRoute(deps: InboundMailDeps): Route {
  return defineRoute({
    method: 'post',
    path: INBOUND_MAIL,
    operationId: 'handInMail',
    tag: 'Mail',
    summary: 'Hand in a mail that came for the program',
    description:
      'Raw MIME, from a mail provider’s hook. A delivery report about a mail of ours counts like a refusal of the address. What somebody at an organization wrote becomes a question to the single point of contact, with its referral. Everything else is only kept. The same mail again changes nothing.',
    scope: 'mail',
    body: bytes,
    raw: { contentTypes: ['message/rfc822', 'application/octet-stream'], maxBytes: MAX_BYTES },
    answers: answers(200, 'What became of the mail', inboundMailView),
    async handle({ body, now }) {
      return json(200, await receiveMail(deps, body, now));
    },
  });
}

/** What became of a mail. Nothing of its content: that is in the request, when one was made of it. */
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
