import type { Notice } from '../../domain/inbound-mail/notice';
import type { ReadMail } from '../../domain/inbound-mail/read-mail';
import { toldOf, type Mark } from '../../domain/inbound-mail/said';
import type { Instant } from '../../domain/time';
import { INBOUND_MAIL } from '../http/paths';
import type { Found } from './find-message';
import type { Consequence, InboundMailParser, InboundMailRecord, InboundMailStore } from './ports';

export interface InboundMailDeps {
  readonly mailParser: InboundMailParser;
  readonly inboundMails: InboundMailStore;
  /** The single point of contact. What comes back from there must not become another mail to there. */
  readonly spocEmail: string;
}

/** What a mail is decided to be. */
export interface Decided {
  readonly record: Partial<InboundMailRecord> & Pick<InboundMailRecord, 'kind'>;
  readonly consequence: Consequence;
}

/** A mail that is being decided, with what was found out about it. */
export interface Arriving {
  readonly id: string;
  readonly mail: ReadMail;
  readonly notice: Notice | null;
  readonly found: Found;
  readonly now: Instant;
}

export const NOTHING: Consequence = { follows: 'nothing' };

/** The mail becomes a question to the single point of contact; marked, when it is not plainly what somebody asks. */
export function question(
  { id, mail }: Arriving,
  {
    organizationId,
    kind,
    mark,
  }: { organizationId: string | null; kind: 'delivery-report' | 'reply'; mark: Mark | null },
): Decided {
  return {
    record: { kind, organizationId, requestId: id },
    consequence: { follows: 'question', text: toldOf(mail, mark, sourcePath(id)), unreached: null },
  };
}

/** Where the whole mail is kept. */
function sourcePath(id: string): string {
  return `${INBOUND_MAIL}/${id}/source`;
}
