-- AlterTable
ALTER TABLE "organizations" ADD COLUMN     "given" DOUBLE PRECISION NOT NULL DEFAULT 0;
