import { z } from 'zod';
import { INBOUND_MAIL_KINDS } from '../../domain/vocabulary';
import { id, instantOut } from '../http/outputs';

/** What became of a mail. Nothing of its content: that is in the request, when one was made of it. */
export const inboundMailView = z
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
