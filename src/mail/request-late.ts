import { requestKindWords } from '../domain/words';
import type { Instant } from '../domain/time';
import type { RequestKind } from '../domain/vocabulary';
import { formatInstant } from '../domain/wording';
import { facts, heading, paragraph } from './blocks';
import { renderMail } from './layout';
import type { MailContext, RenderedMail } from './types';

export interface RequestLateMail extends MailContext {
  readonly kind: RequestKind;
  readonly organizationName: string | null;
  readonly askedAt: Instant;
  readonly dueAt: Instant;
  /** API path of the request, `/api/v1/requests/<id>`. */
  readonly requestPath: string;
}

/** X-Message-Kind `escalation`, once more and louder: an organization's request was not answered in time. */
export function renderRequestLateMail(mail: RequestLateMail): RenderedMail {
  const from = mail.organizationName ?? 'Not known';
  return renderMail(mail, {
    subject: `LATE: a request waits for your answer (${from})`,
    title: 'This answer is late',
    blocks: [
      paragraph('We promised the organization an answer by now. It still waits.'),
      facts(
        ['Organization', from],
        ['Asks for', requestKindWords(mail.program.terms.county)[mail.kind]],
        ['Since', formatInstant(mail.askedAt, mail.zone)],
        ['The answer was due', formatInstant(mail.dueAt, mail.zone)],
      ),
      heading('What to do now'),
      paragraph('Read the request, then approve or refuse it. The organization gets your answer by mail.'),
      facts(
        ['Read it', `GET ${mail.requestPath}`],
        ['Approve it, or answer the question', `POST ${mail.requestPath}/approve`],
        ['Refuse it', `POST ${mail.requestPath}/refuse`],
      ),
    ],
    footer: [
      paragraph(
        `You get this mail because ${mail.program.spocEmail} is the single point of contact of the ${mail.program.programName}.`,
      ),
    ],
  });
}
