-- AlterTable
ALTER TABLE "organizations" ADD COLUMN     "leads_by_day" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
ADD COLUMN     "leads_on" DATE;
