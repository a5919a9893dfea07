import { agreeing } from '../../domain/inbound-mail/verdict';
import type { Traces } from '../../domain/inbound-mail/traces';
import type { InboundMailStore, OurMessage } from './ports';

/** What was found of ours by a mail's traces. */
export interface Found {
  readonly traces: Traces;
  /** The mail of ours that it is surely about. */
  readonly message: OurMessage | null;
  /** One that it may be about: the referral or report is ours, the address is not the one that we wrote to. */
  readonly hint: OurMessage | null;
}

/** By one proof, or by two halves that agree (docs/program.md, "Mail that comes in"). */
export async function findMessage(store: InboundMailStore, traces: Traces): Promise<Found> {
  const proved = traces.messages.length === 0 ? null : await store.firstMessage(traces.messages);
  if (proved !== null) return { traces, message: proved, hint: null };
  const about = traces.subjects.length === 0 ? [] : await store.messagesAbout(traces.subjects);
  const message = agreeing(traces, about);
  return { traces, message, hint: message === null ? (about[0] ?? null) : null };
}
