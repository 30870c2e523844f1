-- AlterTable
ALTER TABLE "outbox_message" ADD COLUMN     "waitsSince" TIMESTAMPTZ(3);
UPDATE "outbox_message" SET "waitsSince" = "notBefore";
ALTER TABLE "outbox_message" ALTER COLUMN "waitsSince" SET NOT NULL;
