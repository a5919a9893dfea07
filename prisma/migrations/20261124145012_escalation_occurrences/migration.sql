-- CreateTable
CREATE TABLE "escalation_occurrences" (
    "escalation_id" UUID NOT NULL,
    "opened_by" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "escalation_occurrences_pkey" PRIMARY KEY ("escalation_id","opened_by","at")
);

-- AddForeignKey
ALTER TABLE "escalation_occurrences" ADD CONSTRAINT "escalation_occurrences_escalation_id_fkey" FOREIGN KEY ("escalation_id") REFERENCES "escalations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The first time of each: repeated, it is not a second one.
INSERT INTO "escalation_occurrences" ("escalation_id", "opened_by", "at")
SELECT "id", "opened_by", "opened_at" FROM "escalations";
