ALTER TABLE "parties" ADD COLUMN "suspendedBy" uuid;--> statement-breakpoint
UPDATE "parties" SET "suspendedBy" = (
	SELECT "id" FROM "enforcement" WHERE "enforcement"."party" = "parties"."party" AND "user" IS NULL AND "step" = 'suspend' AND "endedAt" IS NULL AND "reason" = "stateReason" ORDER BY "startedAt" DESC LIMIT 1
) WHERE "state" = 'suspended';
