-- CreateTable
CREATE TABLE "inbound_mail_sources" (
    "mail_id" UUID NOT NULL,
    "raw" BYTEA NOT NULL,

    CONSTRAINT "inbound_mail_sources_pkey" PRIMARY KEY ("mail_id")
);

-- AddForeignKey
ALTER TABLE "inbound_mail_sources" ADD CONSTRAINT "inbound_mail_sources_mail_id_fkey" FOREIGN KEY ("mail_id") REFERENCES "inbound_mails"("id") ON DELETE CASCADE ON UPDATE CASCADE;
