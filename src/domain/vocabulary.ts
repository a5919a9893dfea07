/**
 * The closed lists of the service, with the codes that the HTTP API uses (its OpenAPI document lists them). What an
 * exchange chooses for itself, such as its resolutions, is in its policy (src/domain/terms.ts). What the words mean:
 * docs/program.md, "Words".
 */

export const ASSISTER_TYPES = ['navigator', 'broker'] as const;
export type AssisterType = (typeof ASSISTER_TYPES)[number];

export const REFERRAL_STATUSES = [
  'received',
  'unassigned',
  'sent',
  'accepted',
  'contacted',
  'appointment-scheduled',
  'resolved',
  'withdrawn',
] as const;
export type ReferralStatus = (typeof REFERRAL_STATUSES)[number];

export const MILESTONE_NAMES = ['contact', 'appointment'] as const;
export type MilestoneName = (typeof MILESTONE_NAMES)[number];

export const MILESTONE_STATES = [
  'pending',
  'due-soon',
  'breached',
  'met',
  'late',
  'paused',
  'cancelled',
] as const;
export type MilestoneState = (typeof MILESTONE_STATES)[number];

export const DECLINE_REASONS = [
  'at-capacity',
  'wrong-type',
  'wrong-area',
  'language',
  'conflict',
  'exchange-must-resolve',
  'other',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** Why the CRM takes a referral back. */
export const WITHDRAW_REASONS = [
  'no-longer-needed',
  'already-has-assister',
  'duplicate',
  'entered-in-error',
  'other',
] as const;
export type WithdrawReason = (typeof WITHDRAW_REASONS)[number];

/** What an appointment's clock waits for while it is paused. The reason is always on the consumer's side. */
export const PAUSE_REASONS = [
  'consumer-asked-to-wait',
  'consumer-unavailable',
  'waiting-for-documents',
  'other',
] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** Parts of a lead that the CRM can amend. A history may name these parts, never their values. */
export const AMENDABLE_PARTS = [
  'consumer',
  'address',
  'account',
  'application',
  'determinations',
  'reason',
  'guidance',
  'assistance',
] as const;
export type AmendablePart = (typeof AMENDABLE_PARTS)[number];

export const ESCALATION_REASONS = [
  'no-eligible-organization',
  'contact-missed',
  'appointment-missed',
  'delivery-failed',
  'too-many-declines',
  'report-late',
  'request',
  'lead-not-opened',
  'organization-unresponsive',
  'amended-after-contact',
  'workflow-restarted',
  'outside-report-periods',
] as const;
export type EscalationReason = (typeof ESCALATION_REASONS)[number];

export const PREFERRED_CONTACTS = ['phone', 'email', 'text'] as const;
export type PreferredContact = (typeof PREFERRED_CONTACTS)[number];

export const ESCALATION_STATES = ['open', 'resolved'] as const;
export type EscalationState = (typeof ESCALATION_STATES)[number];

export const ORGANIZATION_STATUSES = ['active', 'suspended'] as const;
export type OrganizationStatus = (typeof ORGANIZATION_STATUSES)[number];

/** How an assignment ended. */
export const ASSIGNMENT_ENDS = [
  'resolved',
  'declined',
  'withdrawn',
  'reassigned',
  'amended',
  'timed-out',
  'undeliverable',
] as const;
export type AssignmentEnd = (typeof ASSIGNMENT_ENDS)[number];

/** What an organization asks of the exchange. */
export const REQUEST_KINDS = [
  'contact-change',
  'absence',
  'suspend',
  'resume',
  'capacity',
  'languages',
  'counties',
  'type',
  'question',
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/**
 * `open`: waits for the exchange; a new contact address also for the old one, whichever agrees first.
 * `awaiting-confirmation`: a new contact address has not confirmed yet. `approved`: done, or to take effect on its
 * own date.
 */
export const REQUEST_STATES = ['open', 'awaiting-confirmation', 'approved', 'refused', 'expired'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** How a request reached the exchange. */
export const REQUEST_SOURCES = ['link', 'mail', 'phone'] as const;
export type RequestSource = (typeof REQUEST_SOURCES)[number];

/** What a mail that came in was taken for. */
export const INBOUND_MAIL_KINDS = ['delivery-report', 'reply', 'other'] as const;
export type InboundMailKind = (typeof INBOUND_MAIL_KINDS)[number];

/** The states of an open-enrollment season. */
export const SEASON_STATES = ['running', 'paused', 'ended'] as const;
export type SeasonState = (typeof SEASON_STATES)[number];

/**
 * `prepared`: made, but no mail server has taken its mail yet. `late`: past its due date and incomplete; it can still
 * be completed.
 */
export const REPORT_STATES = ['prepared', 'sent', 'partially-returned', 'late', 'complete'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** Where an organization said what became of a consumer. */
export const STATEMENT_SOURCES = ['link', 'form', 'workbook', 'api'] as const;
export type StatementSource = (typeof STATEMENT_SOURCES)[number];

export const LINK_PURPOSES = [
  'assignment',
  'organization',
  'contact-confirmation',
  'contact-agreement',
  'escalation',
  'report',
  'season',
] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** The X-Message-Kind header of every mail. */
export const MESSAGE_KINDS = [
  'lead',
  'contact-reminder',
  'appointment-reminder',
  'withdrawn',
  'amended',
  'reassigned',
  'escalation',
  'digest',
  'contact-confirmation',
  'contact-agreement',
  'contact-changed',
  'request-answered',
  'mailbox-unreached',
  'report',
  'report-reminder',
  'report-late',
  'report-corrections',
  'season-summary',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];
