-- AlterTable
ALTER TABLE "referrals" ADD COLUMN     "set_aside_until" TIMESTAMPTZ(3);
