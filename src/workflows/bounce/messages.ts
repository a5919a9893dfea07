/** A mail to an organization that its server took and that came back for good. Ids and codes only. */
export interface BounceInput {
  readonly messageId: string;
  readonly organizationId: string;
  readonly referralId: string | null;
  /** Of which the mail told; null when it was about none. */
  readonly assignmentId: string | null;
  readonly smtpCode: number | null;
}
