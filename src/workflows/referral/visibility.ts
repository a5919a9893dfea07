import { upsertMemo, upsertSearchAttributes } from '@temporalio/workflow';
import {
  defineSearchAttributeKey,
  SearchAttributeType,
  type SearchAttributeUpdatePair,
} from '@temporalio/common';
import { millis, type Instant } from '../../domain/time';
import { showDetails } from '../shared/current-details';
import type { ReferralState } from './state';
import { standing, type Standing } from './standing';

const KEY = {
  status: defineSearchAttributeKey('ReferralStatus', SearchAttributeType.KEYWORD),
  assisterType: defineSearchAttributeKey('AssisterType', SearchAttributeType.KEYWORD),
  county: defineSearchAttributeKey('County', SearchAttributeType.KEYWORD),
  organization: defineSearchAttributeKey('OrganizationId', SearchAttributeType.KEYWORD),
  contactMilestone: defineSearchAttributeKey('ContactMilestone', SearchAttributeType.KEYWORD),
  contactDueAt: defineSearchAttributeKey('ContactDueAt', SearchAttributeType.DATETIME),
  appointmentDueAt: defineSearchAttributeKey('AppointmentDueAt', SearchAttributeType.DATETIME),
  escalationReason: defineSearchAttributeKey('EscalationReason', SearchAttributeType.KEYWORD),
};

/**
 * Shows in the Temporal UI where the referral stands, without personal data. Search attributes and the memo are kept
 * by the server: they answer while no worker runs and after the end. The current details say it at length, and are
 * answered by a worker. Only what changed is sent, because each upsert is an event of the history.
 */
export class Visibility {
  private readonly shownAttributes: Map<string, string | null>;
  private shownMemo = '';

  /** The workflow was started with the search attributes of `initial`. */
  constructor(initial: ReferralState) {
    this.shownAttributes = new Map([
      [KEY.status.name, initial.status],
      [KEY.assisterType.name, initial.assisterType],
      [KEY.county.name, initial.countyName],
    ]);
    details(standing(initial));
  }

  show(state: ReferralState): void {
    this.showAttributes(state);
    const now = standing(state);
    this.showMemo(now);
    details(now);
  }

  /** Only what costs nothing: the details, which a worker answers. For a state that lasts some milliseconds. */
  showInPassing(state: ReferralState): void {
    details(standing(state));
  }

  private showAttributes(state: ReferralState): void {
    const clocks = state.assignment?.clocks ?? null;
    const changes: SearchAttributeUpdatePair[] = [];
    const changed = (name: string, value: string | null): boolean => {
      if ((this.shownAttributes.get(name) ?? null) === value) return false;
      this.shownAttributes.set(name, value);
      return true;
    };
    const keyword = (key: (typeof KEY)['status'], value: string | null): void => {
      if (changed(key.name, value)) changes.push({ key, value });
    };
    const datetime = (key: (typeof KEY)['contactDueAt'], value: Instant | null): void => {
      if (changed(key.name, value))
        changes.push({ key, value: value === null ? null : new Date(millis(value)) });
    };

    keyword(KEY.status, state.status);
    keyword(KEY.assisterType, state.assisterType);
    keyword(KEY.county, state.countyName);
    keyword(KEY.organization, state.assignment?.organizationId ?? null);
    keyword(KEY.contactMilestone, clocks?.contact.state ?? null);
    datetime(KEY.contactDueAt, clocks?.contact.dueAt ?? null);
    datetime(KEY.appointmentDueAt, clocks?.appointment.dueAt ?? null);
    keyword(KEY.escalationReason, state.lastEscalation);
    if (changes.length > 0) upsertSearchAttributes(changes);
  }

  private showMemo(now: Standing): void {
    const memo = JSON.stringify(now);
    if (memo === this.shownMemo) return;
    this.shownMemo = memo;
    upsertMemo({ ...now });
  }
}

function details(now: Standing): void {
  showDetails(now.stands, [
    ['For', now.for],
    ['With', now.with],
    ['Why', now.why],
    ['Due', now.due],
    ['Next', now.next],
  ]);
}
