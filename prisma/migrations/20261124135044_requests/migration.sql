-- AlterTable
ALTER TABLE "absences" ADD COLUMN     "imposed_by" TEXT;

-- AlterTable
ALTER TABLE "organization_requests" ADD COLUMN     "answer_id" UUID,
ADD COLUMN     "begun_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "request_answers" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_answers_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "request_answers_request_id_idx" ON "request_answers"("request_id");

-- CreateIndex
CREATE INDEX "organization_requests_created_at_idx" ON "organization_requests"("created_at") WHERE (begun_at IS NULL);

-- AddForeignKey
ALTER TABLE "request_answers" ADD CONSTRAINT "request_answers_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "organization_requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
