-- AlterTable
ALTER TABLE "escalation_events" ADD COLUMN     "done" BOOLEAN NOT NULL DEFAULT true;

-- What a referral carries of its policy has a name of its own. Those that came before take the new values of the shipped policy.
UPDATE "referral_events" SET "data" = ("data" - 'terms') || jsonb_build_object('carriedPolicy',
  '{"contactDaysBefore": 30, "appointmentDaysAhead": 800, "pauseMaxDays": 30}'::jsonb || ("data" -> 'terms'))
WHERE "type" = 'received' AND "data" ? 'terms';
