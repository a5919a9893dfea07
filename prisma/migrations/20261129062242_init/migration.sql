-- CreateTable
CREATE TABLE "leads" (
    "id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "consumer_phone" TEXT,
    "consumer_email" TEXT,
    "consumer_name" TEXT NOT NULL,

    CONSTRAINT "leads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referrals" (
    "id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "assister_type" TEXT NOT NULL,
    "assister_type_rule" TEXT NOT NULL,
    "county_fips" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "current_assignment_id" UUID,
    "waits_for_routing" BOOLEAN NOT NULL DEFAULT false,
    "same_consumer_as" UUID,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "contact_made_on" DATE,
    "appointment_at" TIMESTAMPTZ(3),
    "appointment_held" BOOLEAN NOT NULL DEFAULT false,
    "resolution" TEXT,
    "resolution_interim" BOOLEAN NOT NULL DEFAULT false,
    "resolution_act_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "referrals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referral_events" (
    "referral_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "assignment_id" UUID,
    "act_id" UUID,
    "status" TEXT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "referral_events_pkey" PRIMARY KEY ("referral_id","seq")
);

-- CreateTable
CREATE TABLE "acts" (
    "id" UUID NOT NULL,
    "referral_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "acts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organizations" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "counties" TEXT[],
    "languages" TEXT[],
    "contact_email" TEXT NOT NULL,
    "contact_verified" BOOLEAN NOT NULL DEFAULT true,
    "capacity" INTEGER NOT NULL,
    "suspended_by" TEXT,
    "held" INTEGER NOT NULL DEFAULT 0,
    "last_assigned_at" TIMESTAMPTZ(3),
    "given" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization_events" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "request_id" UUID,
    "command_id" UUID,
    "data" JSONB NOT NULL,

    CONSTRAINT "organization_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization_requests" (
    "id" UUID NOT NULL,
    "organization_id" UUID,
    "referral_id" UUID,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "needs" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "confirm_by" TIMESTAMPTZ(3),
    "late_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "note" TEXT,
    "command_id" UUID,
    "answer_id" UUID,
    "applied_at" TIMESTAMPTZ(3),
    "restored_at" TIMESTAMPTZ(3),

    CONSTRAINT "organization_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reroutes" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "assigned_until" TIMESTAMPTZ(3) NOT NULL,
    "total" INTEGER NOT NULL,
    "rerouted" INTEGER NOT NULL DEFAULT 0,
    "passed" INTEGER NOT NULL DEFAULT 0,
    "after" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "reroutes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbound_mails" (
    "id" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "message_id" UUID,
    "referral_id" UUID,
    "organization_id" UUID,
    "request_id" UUID,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inbound_mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_versions" (
    "version" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "policy" JSONB NOT NULL,
    "first_used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_versions_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "absences" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'absence',
    "imposed_by" TEXT,
    "organization_id" UUID NOT NULL,
    "from" DATE NOT NULL,
    "until" DATE,
    "reason" TEXT,

    CONSTRAINT "absences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignments" (
    "id" UUID NOT NULL,
    "referral_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "hop" INTEGER NOT NULL,
    "holds_capacity" BOOLEAN NOT NULL DEFAULT true,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "accept_by" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,

    CONSTRAINT "assignments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "milestones" (
    "assignment_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "remind_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "met_at" TIMESTAMPTZ(3),
    "breached_at" TIMESTAMPTZ(3),
    "reported_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "proof" JSONB NOT NULL,

    CONSTRAINT "milestones_pkey" PRIMARY KEY ("assignment_id","name")
);

-- CreateTable
CREATE TABLE "past_deadlines" (
    "assignment_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "remind_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "proof" JSONB NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "past_deadlines_pkey" PRIMARY KEY ("assignment_id","name","version")
);

-- CreateTable
CREATE TABLE "decisions" (
    "id" UUID NOT NULL,
    "referral_id" UUID NOT NULL,
    "routing" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "cause" TEXT,
    "organization_id" UUID,
    "assignment_id" UUID,
    "rule_version" TEXT NOT NULL,
    "policy_version" TEXT NOT NULL,
    "explanation" JSONB NOT NULL,

    CONSTRAINT "decisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "escalations" (
    "id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "county_fips" TEXT,
    "assister_type" TEXT,
    "organization_id" UUID,
    "request_id" UUID,
    "report_id" UUID,
    "season_id" UUID,
    "state" TEXT NOT NULL,
    "occurrences" INTEGER NOT NULL DEFAULT 1,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_by" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "owner" TEXT NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by" TEXT,
    "note" TEXT,

    CONSTRAINT "escalations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "escalation_events" (
    "id" UUID NOT NULL,
    "escalation_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "escalation_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digests" (
    "on" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "gaps" TEXT[],

    CONSTRAINT "digests_pkey" PRIMARY KEY ("on")
);

-- CreateTable
CREATE TABLE "escalation_referrals" (
    "escalation_id" UUID NOT NULL,
    "referral_id" UUID NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,
    "cleared_at" TIMESTAMPTZ(3),

    CONSTRAINT "escalation_referrals_pkey" PRIMARY KEY ("escalation_id","referral_id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "order" JSONB NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "referral_id" UUID,
    "assignment_id" UUID,
    "escalation_id" UUID,
    "report_id" UUID,
    "request_id" UUID,
    "organization_id" UUID,
    "recipient" TEXT,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "in_doubt" BOOLEAN NOT NULL DEFAULT false,
    "next_attempt_at" TIMESTAMPTZ(3),
    "server_response" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "bounced_at" TIMESTAMPTZ(3),

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "followers" (
    "workflow_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "followed" INTEGER NOT NULL DEFAULT 0,
    "behind_since" TIMESTAMPTZ(3),
    "wake_at" TIMESTAMPTZ(3),
    "swept_at" TIMESTAMPTZ(3),

    CONSTRAINT "followers_pkey" PRIMARY KEY ("workflow_id")
);

-- CreateTable
CREATE TABLE "links" (
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "recipient" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_records" (
    "client_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "response" JSONB,
    "locked_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_records_pkey" PRIMARY KEY ("client_id","key")
);

-- CreateTable
CREATE TABLE "seasons" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "opens_on" DATE NOT NULL,
    "closes_on" DATE NOT NULL,
    "summary_at" TIMESTAMPTZ(3) NOT NULL,
    "summarized_at" TIMESTAMPTZ(3),
    "policy_version" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "begun_at" TIMESTAMPTZ(3),
    "listed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "seasons_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "season_events" (
    "id" UUID NOT NULL,
    "season_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "season_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_periods" (
    "id" UUID NOT NULL,
    "season_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE NOT NULL,
    "send_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "sends_at" TIMESTAMPTZ(3) NOT NULL,
    "prepared_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_periods_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reports" (
    "id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "row_count" INTEGER NOT NULL,
    "missing" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "chase" JSONB NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "late_at" TIMESTAMPTZ(3),
    "returned_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_rows" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "assignment_id" UUID NOT NULL,
    "referral_id" UUID NOT NULL,
    "referred_on" DATE NOT NULL,
    "contact_made" BOOLEAN,
    "contact_on" DATE,
    "resolution" TEXT,
    "comments" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "complete" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "report_rows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_statements" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "row_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "return_id" UUID,
    "contact_made" BOOLEAN,
    "contact_on" DATE,
    "resolution" TEXT,
    "comments" TEXT,
    "applied_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "report_statements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_returns" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3),
    "rows_read" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "problems" JSONB NOT NULL,
    "in_time" BOOLEAN NOT NULL,

    CONSTRAINT "report_returns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_events" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "report_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "leads_external_id_key" ON "leads"("external_id");

-- CreateIndex
CREATE INDEX "leads_consumer_phone_idx" ON "leads"("consumer_phone");

-- CreateIndex
CREATE INDEX "leads_consumer_email_idx" ON "leads"("consumer_email");

-- CreateIndex
CREATE INDEX "referrals_status_id_idx" ON "referrals"("status", "id");

-- CreateIndex
CREATE INDEX "referrals_county_fips_id_idx" ON "referrals"("county_fips", "id");

-- CreateIndex
CREATE INDEX "referrals_current_assignment_id_idx" ON "referrals"("current_assignment_id");

-- CreateIndex
CREATE INDEX "referrals_created_at_id_idx" ON "referrals"("created_at", "id") WHERE (status = 'unassigned' AND waits_for_routing);

-- CreateIndex
CREATE INDEX "acts_referral_id_idx" ON "acts"("referral_id");

-- CreateIndex
CREATE INDEX "organizations_counties_idx" ON "organizations" USING GIN ("counties");

-- CreateIndex
CREATE UNIQUE INDEX "organization_events_command_id_key" ON "organization_events"("command_id");

-- CreateIndex
CREATE INDEX "organization_events_organization_id_at_idx" ON "organization_events"("organization_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "organization_requests_command_id_key" ON "organization_requests"("command_id");

-- CreateIndex
CREATE INDEX "organization_requests_state_id_idx" ON "organization_requests"("state", "id");

-- CreateIndex
CREATE INDEX "organization_requests_organization_id_id_idx" ON "organization_requests"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_mails_digest_key" ON "inbound_mails"("digest");

-- CreateIndex
CREATE INDEX "absences_organization_id_idx" ON "absences"("organization_id");

-- CreateIndex
CREATE INDEX "assignments_referral_id_organization_id_idx" ON "assignments"("referral_id", "organization_id");

-- CreateIndex
CREATE INDEX "assignments_organization_id_idx" ON "assignments"("organization_id");

-- CreateIndex
CREATE INDEX "assignments_sent_at_idx" ON "assignments"("sent_at");

-- CreateIndex
CREATE UNIQUE INDEX "assignments_referral_id_key" ON "assignments"("referral_id") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE INDEX "milestones_name_state_idx" ON "milestones"("name", "state");

-- CreateIndex
CREATE UNIQUE INDEX "decisions_referral_id_routing_key" ON "decisions"("referral_id", "routing");

-- CreateIndex
CREATE INDEX "escalations_state_id_idx" ON "escalations"("state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "escalations_reason_subject_key" ON "escalations"("reason", "subject") WHERE (state = 'open');

-- CreateIndex
CREATE INDEX "escalation_events_escalation_id_at_idx" ON "escalation_events"("escalation_id", "at");

-- CreateIndex
CREATE INDEX "escalation_referrals_referral_id_idx" ON "escalation_referrals"("referral_id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_key_key" ON "messages"("key");

-- CreateIndex
CREATE INDEX "messages_referral_id_idx" ON "messages"("referral_id");

-- CreateIndex
CREATE INDEX "messages_report_id_idx" ON "messages"("report_id");

-- CreateIndex
CREATE INDEX "messages_request_id_idx" ON "messages"("request_id");

-- CreateIndex
CREATE INDEX "messages_workflow_id_idx" ON "messages"("workflow_id") WHERE (state = 'pending');

-- CreateIndex
CREATE INDEX "followers_behind_since_idx" ON "followers"("behind_since") WHERE (behind_since IS NOT NULL);

-- CreateIndex
CREATE INDEX "followers_wake_at_idx" ON "followers"("wake_at") WHERE (wake_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "links_purpose_subject_id_key" ON "links"("purpose", "subject_id") WHERE (revoked_at IS NULL);

-- CreateIndex
CREATE INDEX "idempotency_records_created_at_idx" ON "idempotency_records"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "seasons_name_key" ON "seasons"("name");

-- CreateIndex
CREATE INDEX "seasons_state_id_idx" ON "seasons"("state", "id");

-- CreateIndex
CREATE INDEX "season_events_season_id_at_idx" ON "season_events"("season_id", "at");

-- CreateIndex
CREATE INDEX "report_periods_from_to_idx" ON "report_periods"("from", "to");

-- CreateIndex
CREATE UNIQUE INDEX "report_periods_season_id_number_key" ON "report_periods"("season_id", "number");

-- CreateIndex
CREATE INDEX "reports_organization_id_id_idx" ON "reports"("organization_id", "id");

-- CreateIndex
CREATE INDEX "reports_state_id_idx" ON "reports"("state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "reports_period_id_organization_id_key" ON "reports"("period_id", "organization_id");

-- CreateIndex
CREATE INDEX "report_rows_referral_id_idx" ON "report_rows"("referral_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_rows_report_id_position_key" ON "report_rows"("report_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "report_rows_assignment_id_key" ON "report_rows"("assignment_id");

-- CreateIndex
CREATE INDEX "report_statements_row_id_revision_idx" ON "report_statements"("row_id", "revision");

-- CreateIndex
CREATE INDEX "report_statements_report_id_revision_idx" ON "report_statements"("report_id", "revision") WHERE (applied_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "report_returns_report_id_digest_key" ON "report_returns"("report_id", "digest");

-- CreateIndex
CREATE INDEX "report_events_report_id_at_idx" ON "report_events"("report_id", "at");

-- AddForeignKey
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_id_fkey" FOREIGN KEY ("id") REFERENCES "leads"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral_events" ADD CONSTRAINT "referral_events_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "referrals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization_events" ADD CONSTRAINT "organization_events_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization_requests" ADD CONSTRAINT "organization_requests_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reroutes" ADD CONSTRAINT "reroutes_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absences" ADD CONSTRAINT "absences_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "referrals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "milestones" ADD CONSTRAINT "milestones_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "past_deadlines" ADD CONSTRAINT "past_deadlines_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "referrals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation_events" ADD CONSTRAINT "escalation_events_escalation_id_fkey" FOREIGN KEY ("escalation_id") REFERENCES "escalations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation_referrals" ADD CONSTRAINT "escalation_referrals_escalation_id_fkey" FOREIGN KEY ("escalation_id") REFERENCES "escalations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation_referrals" ADD CONSTRAINT "escalation_referrals_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "referrals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "season_events" ADD CONSTRAINT "season_events_season_id_fkey" FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_periods" ADD CONSTRAINT "report_periods_season_id_fkey" FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "report_periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_rows" ADD CONSTRAINT "report_rows_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_statements" ADD CONSTRAINT "report_statements_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_statements" ADD CONSTRAINT "report_statements_row_id_fkey" FOREIGN KEY ("row_id") REFERENCES "report_rows"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_returns" ADD CONSTRAINT "report_returns_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_events" ADD CONSTRAINT "report_events_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
