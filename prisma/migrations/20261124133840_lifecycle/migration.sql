-- DropIndex
DROP INDEX "links_assignment_id_key";

-- AlterTable
ALTER TABLE "absences" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'absence';

-- AlterTable
ALTER TABLE "assignments" ADD COLUMN     "accept_by" TIMESTAMPTZ(3),
ADD COLUMN     "accepted_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "decisions" ADD COLUMN     "cause" TEXT;

-- AlterTable
ALTER TABLE "escalations" ADD COLUMN     "occurrences" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "request_id" UUID;

-- AlterTable
ALTER TABLE "leads" ADD COLUMN     "consumer_email" TEXT,
ADD COLUMN     "consumer_name" TEXT,
ADD COLUMN     "consumer_phone" TEXT;

-- Leads that are there already get their keys, as src/domain/consumer-keys.ts makes them.
UPDATE "leads" SET
  "consumer_phone" = "body" #>> '{consumer,phone}',
  "consumer_email" = lower("body" #>> '{consumer,email}'),
  "consumer_name" = regexp_replace(lower(("body" #>> '{consumer,firstName}') || ("body" #>> '{consumer,lastName}')), '[^[:alnum:]]', '', 'g');
ALTER TABLE "leads" ALTER COLUMN "consumer_name" SET NOT NULL;

-- AlterTable
ALTER TABLE "links" RENAME COLUMN "assignment_id" TO "subject_id";

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "organization_id" UUID;

-- AlterTable
ALTER TABLE "milestones" ADD COLUMN     "paused_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "organizations" ADD COLUMN     "suspended_by" TEXT;

-- "None until January" is a capacity of nothing.
ALTER TABLE "organizations" DROP CONSTRAINT "organizations_capacity_positive";
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_capacity_not_negative" CHECK ("capacity" >= 0);

-- AlterTable
ALTER TABLE "referrals" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "same_consumer_as" UUID;

-- CreateTable
CREATE TABLE "organization_events" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "request_id" UUID,
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
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "note" TEXT,

    CONSTRAINT "organization_requests_pkey" PRIMARY KEY ("id")
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

-- CreateIndex
CREATE INDEX "organization_events_organization_id_at_idx" ON "organization_events"("organization_id", "at");

-- CreateIndex
CREATE INDEX "organization_requests_state_id_idx" ON "organization_requests"("state", "id");

-- CreateIndex
CREATE INDEX "organization_requests_organization_id_id_idx" ON "organization_requests"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_mails_digest_key" ON "inbound_mails"("digest");

-- CreateIndex
CREATE INDEX "leads_consumer_phone_idx" ON "leads"("consumer_phone");

-- CreateIndex
CREATE INDEX "leads_consumer_email_idx" ON "leads"("consumer_email");

-- CreateIndex
CREATE UNIQUE INDEX "links_purpose_subject_id_key" ON "links"("purpose", "subject_id") WHERE (revoked_at IS NULL);

-- AddForeignKey
ALTER TABLE "organization_events" ADD CONSTRAINT "organization_events_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization_requests" ADD CONSTRAINT "organization_requests_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "past_deadlines" ADD CONSTRAINT "past_deadlines_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
