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

-- CreateIndex
CREATE INDEX "escalation_events_escalation_id_at_idx" ON "escalation_events"("escalation_id", "at");

-- AddForeignKey
ALTER TABLE "escalation_events" ADD CONSTRAINT "escalation_events_escalation_id_fkey" FOREIGN KEY ("escalation_id") REFERENCES "escalations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
