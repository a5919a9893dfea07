-- AlterTable
ALTER TABLE "escalations" ADD COLUMN     "report_id" UUID,
ADD COLUMN     "season_id" UUID;

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "report_id" UUID;

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
    "begun_at" TIMESTAMPTZ(3),
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
    "told_at" TIMESTAMPTZ(3),
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
    "corrections_mailed_at" TIMESTAMPTZ(3),

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
CREATE INDEX "reports_prepared_at_idx" ON "reports"("prepared_at") WHERE (begun_at IS NULL);

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
CREATE INDEX "report_statements_report_id_revision_idx" ON "report_statements"("report_id", "revision") WHERE (told_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "report_returns_report_id_digest_key" ON "report_returns"("report_id", "digest");

-- CreateIndex
CREATE INDEX "report_events_report_id_at_idx" ON "report_events"("report_id", "at");

-- CreateIndex
CREATE INDEX "assignments_sent_at_idx" ON "assignments"("sent_at");

-- CreateIndex
CREATE INDEX "messages_report_id_idx" ON "messages"("report_id");

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
