-- CreateTable
CREATE TABLE "leads" (
    "id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

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
    "held" INTEGER NOT NULL DEFAULT 0,
    "last_assigned_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "absences" (
    "id" UUID NOT NULL,
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
    "proof" JSONB NOT NULL,

    CONSTRAINT "milestones_pkey" PRIMARY KEY ("assignment_id","name")
);

-- CreateTable
CREATE TABLE "decisions" (
    "id" UUID NOT NULL,
    "referral_id" UUID NOT NULL,
    "routing" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
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
    "state" TEXT NOT NULL,
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
    "referral_id" UUID,
    "escalation_id" UUID,
    "recipient" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "server_response" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "links" (
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "assignment_id" UUID NOT NULL,
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

-- CreateIndex
CREATE UNIQUE INDEX "leads_external_id_key" ON "leads"("external_id");

-- CreateIndex
CREATE INDEX "referrals_status_id_idx" ON "referrals"("status", "id");

-- CreateIndex
CREATE INDEX "referrals_county_fips_id_idx" ON "referrals"("county_fips", "id");

-- CreateIndex
CREATE INDEX "referrals_current_assignment_id_idx" ON "referrals"("current_assignment_id");

-- CreateIndex
CREATE INDEX "referrals_created_at_id_idx" ON "referrals"("created_at", "id") WHERE (status = 'unassigned' AND waits_for_routing);

-- CreateIndex
CREATE INDEX "referrals_created_at_idx" ON "referrals"("created_at") WHERE (status = 'received' AND version = 1);

-- CreateIndex
CREATE INDEX "acts_referral_id_idx" ON "acts"("referral_id");

-- CreateIndex
CREATE INDEX "organizations_counties_idx" ON "organizations" USING GIN ("counties");

-- CreateIndex
CREATE INDEX "absences_organization_id_idx" ON "absences"("organization_id");

-- CreateIndex
CREATE INDEX "assignments_referral_id_organization_id_idx" ON "assignments"("referral_id", "organization_id");

-- CreateIndex
CREATE INDEX "assignments_organization_id_idx" ON "assignments"("organization_id");

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
CREATE INDEX "escalation_referrals_referral_id_idx" ON "escalation_referrals"("referral_id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_key_key" ON "messages"("key");

-- CreateIndex
CREATE INDEX "messages_referral_id_idx" ON "messages"("referral_id");

-- CreateIndex
CREATE UNIQUE INDEX "links_assignment_id_key" ON "links"("assignment_id");

-- CreateIndex
CREATE INDEX "idempotency_records_created_at_idx" ON "idempotency_records"("created_at");

-- AddForeignKey
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_id_fkey" FOREIGN KEY ("id") REFERENCES "leads"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral_events" ADD CONSTRAINT "referral_events_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "referrals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absences" ADD CONSTRAINT "absences_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "referrals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "milestones" ADD CONSTRAINT "milestones_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "referrals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation_referrals" ADD CONSTRAINT "escalation_referrals_escalation_id_fkey" FOREIGN KEY ("escalation_id") REFERENCES "escalations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation_referrals" ADD CONSTRAINT "escalation_referrals_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "referrals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
