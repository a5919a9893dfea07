import { setTimeout as delay } from 'node:timers/promises';
import { assisterType } from '../../domain/routing/assister-type';
import { consumerKeys } from '../../domain/referral/consumer-keys';
import { DomainError } from '../../domain/errors';
import type { ProgramPolicy } from '../../domain/policy';
import type { AreaTable } from '../../domain/service-area';
import { localDateIn, type Instant } from '../../domain/time';
import type { AmendablePart } from '../../domain/vocabulary';
import type { ReferralNeed } from '../../domain/referral/events';
import type { RecordedAct, ReferralActs } from '../../domain/referral/ports';
import { assertApplicationDate } from '../../domain/referral/lead-dates';
import { validate } from '../http/validate';
import type { LeadStore, CurrentLead } from './lead-ports';
import { leadBodyOf } from './lead-body';
import type { LeadPatch } from './lead-patch';
import { changedParts, mergeLead } from './merge-lead';
import { actIdFor } from '../http/act-id';
import { toLead } from './to-lead';

interface Deps {
  readonly acts: ReferralActs;
  readonly policy: ProgramPolicy;
  readonly areas: AreaTable;
  readonly leads: Pick<LeadStore, 'find'>;
}

interface AmendLead {
  readonly referralId: string;
  readonly patch: LeadPatch;
  /** The caller's If-Match. Null for any version of the lead. */
  readonly ifMatch: number | null;
  /** Set under an Idempotency-Key. A late repeat must not bring back what was changed again since. */
  readonly commandId?: string | null;
  readonly now: Instant;
}

interface Amendment {
  readonly parts: readonly AmendablePart[];
  readonly need: ReferralNeed | null;
  readonly payload: RecordedAct['payload'];
}

/** How often a change is merged again into a lead that others change at the same time, and the pause between. */
const ATTEMPTS = 10;
const APART_MS = 100;

/**
 * Changes a lead. The changes are merged into one version of the lead and taken for that version only. So if two change
 * different parts at once, both take effect. A change of nothing leaves no trace. The same change of the same version
 * is one act, however often it is sent. Throws DomainError when the lead as a whole does not fit, `version-conflict`
 * when `ifMatch` is not the current version, `referral-closed`, `not-found`, and `unavailable`, after which the same
 * can be asked again.
 */
export async function amendLead(
  deps: Deps,
  { referralId, patch, ifMatch, commandId = null, now }: AmendLead,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const current = await deps.leads.find(referralId);
    if (current === null) throw new DomainError('not-found', 'There is no such referral.');
    const amendment = amend(deps, current, patch, now);
    // The lead is as asked already, for example because the first answer got lost. Then the version does not matter.
    if (amendment.parts.length === 0) return;
    const { version } = current;
    if (ifMatch !== null && ifMatch !== version) {
      throw new DomainError('version-conflict', `The current version is ${version}.`);
    }
    try {
      await send(deps, { referralId, version, amendment, commandId, now });
      return;
    } catch (error) {
      if (!isConflict(error) || ifMatch !== null) throw error;
      if (attempt === ATTEMPTS) throw new DomainError('unavailable', 'The referral changes all the time.');
      await delay(APART_MS);
    }
  }
}

async function send(
  deps: Deps,
  asked: {
    readonly referralId: string;
    readonly version: number;
    readonly amendment: Amendment;
    readonly commandId: string | null;
    readonly now: Instant;
  },
): Promise<void> {
  const { referralId, version, amendment, commandId, now } = asked;
  const { parts, need, payload } = amendment;
  const actId = commandId ?? actIdFor(`amend ${referralId} ${version}`, payload);
  await deps.acts.record({
    referralId,
    act: { kind: 'amend', actId, actor: 'crm', assignmentId: null, parts, need, expectedVersion: version },
    payload,
    now,
  });
}

function amend({ policy, areas }: Deps, current: CurrentLead, patch: LeadPatch, now: Instant): Amendment {
  const { lead: before } = current;
  const body = validate(leadBodyOf(policy), mergeLead(before, patch), 'body');
  const today = localDateIn(policy.calendar.zone, now);
  const lead = toLead(body, areas, today);
  const parts = changedParts(before, lead);
  if (parts.includes('application')) assertApplicationDate(lead, policy, today);
  // A policy that has changed since rewrites no running referral: only what the type follows from does.
  const decides = parts.includes('determinations') || parts.includes('application');
  const { type, rule } = decides
    ? assisterType(lead, policy)
    : { type: current.assisterType, rule: current.assisterTypeRule };
  const { countyFips, county: countyName } = lead.address;
  const differs = type !== current.assisterType || countyFips !== before.address.countyFips;
  return {
    parts,
    need: differs ? { assisterType: type, countyFips, countyName } : null,
    payload: { lead, keys: consumerKeys(lead.consumer), assisterTypeRule: rule },
  };
}

function isConflict(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'version-conflict';
}
