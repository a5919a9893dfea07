import type { KeptReferral } from './rows';

/** Somebody was told that it is recorded. */
export interface Acknowledged {
  readonly referralId: string;
  /** The type of the event that it left. */
  readonly type: string;
  /** The version that was answered, where one was: the log has it, and the event before or at it. */
  readonly version?: number;
  /** Of an act, where the client knows its id. */
  readonly actId?: string;
}

/** What was acknowledged and is not in the log is lost. */
export function acknowledgedFaults(
  referrals: readonly KeptReferral[],
  acknowledged: readonly Acknowledged[],
): string[] {
  const byId = new Map(referrals.map((referral) => [referral.id, referral]));
  return acknowledged.flatMap(({ referralId, type, version, actId }) => {
    const log = byId.get(referralId)?.log ?? [];
    const fits = log.some(
      (event) =>
        event.type === type &&
        (version === undefined || event.seq <= version) &&
        (actId === undefined || event.actId === actId),
    );
    const known = version === undefined || log.length >= version;
    return fits && known ? [] : [`referral ${referralId}: ${type} was acknowledged, and is not in its log`];
  });
}
