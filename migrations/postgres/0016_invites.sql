CREATE TABLE "invites" (
	"secretHash" "bytea" PRIMARY KEY NOT NULL,
	"invite" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"purposes" text NOT NULL,
	"usesLeft" integer NOT NULL,
	"expiresAt" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "inviter" uuid;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "invite" uuid;--> statement-breakpoint
CREATE INDEX "invites_owner" ON "invites" USING btree ("owner");--> statement-breakpoint
CREATE INDEX "invites_end" ON "invites" USING btree ("expiresAt");--> statement-breakpoint
CREATE INDEX "requests_inviter" ON "requests" USING btree ("inviter") WHERE "inviter" IS NOT NULL;