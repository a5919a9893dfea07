-- AlterTable
ALTER TABLE "links" ADD COLUMN     "organization_id" UUID;

-- AlterTable
ALTER TABLE "organization_requests" ADD COLUMN     "agreed_at" TIMESTAMPTZ(3),
ADD COLUMN     "agreed_by" TEXT,
ADD COLUMN     "agreement_id" UUID,
ADD COLUMN     "confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "replaces" TEXT;

-- CreateIndex
CREATE INDEX "links_organization_id_idx" ON "links"("organization_id") WHERE (revoked_at IS NULL);

-- Links and questions that are out already: whose they are, and which address they are about.
UPDATE "links" l SET "organization_id" = o.id FROM "organizations" o WHERE l.purpose = 'organization' AND l.subject_id = o.id;
UPDATE "links" l SET "organization_id" = a.organization_id FROM "assignments" a WHERE l.purpose = 'assignment' AND l.subject_id = a.id;
UPDATE "links" l SET "organization_id" = r.organization_id FROM "reports" r WHERE l.purpose = 'report' AND l.subject_id = r.id;
UPDATE "links" l SET "organization_id" = q.organization_id FROM "organization_requests" q WHERE l.purpose = 'contact-confirmation' AND l.subject_id = q.id;
UPDATE "organization_requests" q SET "replaces" = o.contact_email FROM "organizations" o
WHERE q.kind = 'contact-change' AND q.state = 'awaiting-confirmation' AND o.id = q.organization_id;
